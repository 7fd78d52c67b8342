package io.weir.protocol.records;

import io.weir.protocol.types.ErrorCode;
import java.util.List;

/**
 * What a walk over the records of a batch found.
 *
 * @param plainBytes size of the records when not compressed
 * @param maxTimestampMs the latest timestamp, or {@link RecordBatch#NO_TIMESTAMP} when no record has one
 * @param offsetDeltaOfMaxTimestamp offset of the first record with that timestamp, less the base offset; -1 when
 *     none has
 * @param defects records the rules refuse, at most {@link RecordWalker#MAX_DEFECTS}; the batch is good when empty
 */
public record WalkedRecords(
        long plainBytes, long maxTimestampMs, int offsetDeltaOfMaxTimestamp, List<RecordDefect> defects) {

    public WalkedRecords {
        defects = List.copyOf(defects);
    }

    /** The code to answer with: INVALID_TIMESTAMP if any timestamp is out of range, as in Kafka. */
    public ErrorCode errorCode() {
        ErrorCode code = ErrorCode.NONE;
        for (RecordDefect defect : defects) {
            if (code != ErrorCode.INVALID_TIMESTAMP) {
                code = defect.errorCode();
            }
        }
        return code;
    }
}
