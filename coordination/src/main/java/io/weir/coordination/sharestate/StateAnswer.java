package io.weir.coordination.sharestate;

import io.weir.protocol.types.ErrorCode;

/**
 * What there is to say about the state of a partition.
 *
 * @param message why, where it is an error
 * @param state the state; without meaning where it is an error
 */
public record StateAnswer(ErrorCode error, String message, ShareState state) {

    /** What there is. */
    public static StateAnswer of(ShareState state) {
        return new StateAnswer(ErrorCode.NONE, "", state);
    }

    /** Nothing, and why. */
    public static StateAnswer refused(ErrorCode error, String message) {
        return new StateAnswer(error, message, ShareState.NONE);
    }

    /** Nothing more to say than that. */
    public static StateAnswer refused(ErrorCode error) {
        return refused(error, error.defaultMessage());
    }
}
