package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;

/** The log has left for another data folder, where the same is to be tried again. Never reaches who uses a log. */
public final class LogMovedException extends LogException {

    private static final long serialVersionUID = 1L;

    public LogMovedException(String message) {
        super(ErrorCode.KAFKA_STORAGE_ERROR, message, null);
    }
}
