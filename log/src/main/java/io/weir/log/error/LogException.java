package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;
import org.jspecify.annotations.Nullable;

/** An operation on a log that cannot be done; {@link #errorCode()} is what a client is answered. */
public abstract sealed class LogException extends RuntimeException
        permits AppendRejectedException,
                LogStorageException,
                CorruptLogException,
                LogRangeException,
                LogMovedException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;

    protected LogException(ErrorCode errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    public ErrorCode errorCode() {
        return errorCode;
    }
}
