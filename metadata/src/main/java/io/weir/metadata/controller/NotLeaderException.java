package io.weir.metadata.controller;

/** This node does not lead the metadata log, or ceased to before the command was durable: it may have had an effect. */
public final class NotLeaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotLeaderException(String message) {
        super(message);
    }
}
