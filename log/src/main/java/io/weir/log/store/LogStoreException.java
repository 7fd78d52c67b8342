package io.weir.log.store;

/** The data folders cannot be used; the message says which, why, and what to do. */
public final class LogStoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public LogStoreException(String message) {
        super(message);
    }

    public LogStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
