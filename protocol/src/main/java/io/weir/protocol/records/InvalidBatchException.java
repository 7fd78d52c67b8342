package io.weir.protocol.records;

import io.weir.protocol.types.ErrorCode;

/**
 * A record batch that is not what it claims to be. The only exception that reading or validating foreign batches may
 * throw; the code is what Kafka answers a producer that sends such a batch.
 */
public class InvalidBatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;

    public InvalidBatchException(ErrorCode errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    public InvalidBatchException(ErrorCode errorCode, String message, Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    /** {@link ErrorCode#CORRUPT_MESSAGE} for damage in transit, {@link ErrorCode#INVALID_RECORD} for wrong content. */
    public final ErrorCode errorCode() {
        return errorCode;
    }

    static InvalidBatchException corrupt(String message) {
        return new InvalidBatchException(ErrorCode.CORRUPT_MESSAGE, message);
    }

    static InvalidBatchException invalid(String message) {
        return new InvalidBatchException(ErrorCode.INVALID_RECORD, message);
    }
}
