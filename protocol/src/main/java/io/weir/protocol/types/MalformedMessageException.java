package io.weir.protocol.types;

/**
 * Bytes that are not what they claim to be: truncated, a length below zero or beyond the bytes that are left, text that
 * is not UTF-8, a number with too many bytes.
 *
 * <p>The message names what was read and the limit that was broken. It is the only exception that decoding foreign
 * bytes may throw.
 */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }

    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
