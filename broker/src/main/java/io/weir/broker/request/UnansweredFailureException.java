package io.weir.broker.request;

/** A request that wants no answer failed: its connection is closed, so that the client looks for what is wrong. */
public final class UnansweredFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnansweredFailureException(String message) {
        super(message, null, false, false);
    }
}
