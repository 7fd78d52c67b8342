package io.weir.protocol.generator.spec;

/** A spec that contradicts itself or says something the generator does not know; the message names spec and field. */
public final class SpecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SpecException(String message) {
        super(message);
    }

    public SpecException(String message, Throwable cause) {
        super(message, cause);
    }
}
