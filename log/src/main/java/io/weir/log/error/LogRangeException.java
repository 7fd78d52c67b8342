package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;

/** An offset outside of what the log holds was asked for. */
public final class LogRangeException extends LogException {

    private static final long serialVersionUID = 1L;

    public LogRangeException(String message) {
        super(ErrorCode.OFFSET_OUT_OF_RANGE, message, null);
    }
}
