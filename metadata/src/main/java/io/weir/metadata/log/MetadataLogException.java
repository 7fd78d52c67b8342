package io.weir.metadata.log;

/** The metadata log cannot be read or written. The message names the file, the place in it and the way out. */
public final class MetadataLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MetadataLogException(String message) {
        super(message);
    }

    public MetadataLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
