package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;

/** The disk failed, or an earlier failure has taken the log offline. */
public final class LogStorageException extends LogException {

    private static final long serialVersionUID = 1L;

    public LogStorageException(String message) {
        super(ErrorCode.KAFKA_STORAGE_ERROR, message, null);
    }

    public LogStorageException(String message, Throwable cause) {
        super(ErrorCode.KAFKA_STORAGE_ERROR, message, cause);
    }
}
