package io.weir.metadata.controller;

import io.weir.protocol.types.ErrorCode;

/** Ends the handling of one item inside the controller's rules; never leaves this package. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    RefusedException(ErrorCode code, String message) {
        // A refusal is an answer, not a failure: nobody wants its stack.
        super(message, null, false, false);
        this.code = code;
    }

    RefusedException(ErrorCode code) {
        this(code, code.defaultMessage());
    }

    ApiError error() {
        return new ApiError(code, getMessage());
    }
}
