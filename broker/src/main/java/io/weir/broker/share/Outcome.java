package io.weir.broker.share;

import io.weir.protocol.types.ErrorCode;

/**
 * What came of something.
 *
 * @param message why, where it is an error
 */
record Outcome(ErrorCode error, String message) {

    static final Outcome DONE = new Outcome(ErrorCode.NONE, "");

    static Outcome of(ErrorCode error) {
        return error.isError() ? new Outcome(error, error.defaultMessage()) : DONE;
    }
}
