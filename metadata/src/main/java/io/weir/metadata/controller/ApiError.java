package io.weir.metadata.controller;

import io.weir.protocol.types.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How one item of a command went.
 *
 * @param message one sentence for people; null when there is no error, as on the wire
 */
public record ApiError(ErrorCode code, @Nullable String message) {

    /** It went well. */
    public static final ApiError NONE = new ApiError(ErrorCode.NONE, null);

    /** An error that needs no more words than its code has. */
    public static ApiError of(ErrorCode code) {
        return code.isError() ? new ApiError(code, code.defaultMessage()) : NONE;
    }

    public boolean isError() {
        return code.isError();
    }
}
