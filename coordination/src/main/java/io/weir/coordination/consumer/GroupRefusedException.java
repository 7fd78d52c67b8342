package io.weir.coordination.consumer;

import io.weir.protocol.types.ErrorCode;

/** A request that is refused, with what to tell the client. Thrown before anything has changed. */
final class GroupRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    GroupRefusedException(ErrorCode error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    ErrorCode error() {
        return error;
    }
}
