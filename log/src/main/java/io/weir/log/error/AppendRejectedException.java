package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;
import java.util.List;

/** Batches that must not enter the log. Nothing was written; the log is as it was. */
public final class AppendRejectedException extends LogException {

    private static final long serialVersionUID = 1L;

    private final transient List<RecordError> recordErrors;

    public AppendRejectedException(ErrorCode errorCode, String message) {
        this(errorCode, message, List.of());
    }

    public AppendRejectedException(ErrorCode errorCode, String message, List<RecordError> recordErrors) {
        super(errorCode, message, null);
        this.recordErrors = List.copyOf(recordErrors);
    }

    /** The records at fault; empty when the batch as a whole is. */
    public List<RecordError> recordErrors() {
        return recordErrors;
    }
}
