package io.weir.broker.network;

/** A peer broke the framing, so nothing after this point on its connection can be understood. */
public final class MalformedFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message) {
        super(message);
    }
}
