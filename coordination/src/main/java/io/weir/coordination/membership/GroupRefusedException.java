package io.weir.coordination.membership;

import io.weir.protocol.types.ErrorCode;

/** A request that is refused, with what to tell the client. Thrown before anything has changed. */
public final class GroupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    public GroupRefusedException(ErrorCode error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** What to tell the client. */
    public ErrorCode error() {
        return error;
    }
}
