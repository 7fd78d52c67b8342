package io.weir.protocol.records;

import io.weir.protocol.compress.Decompression;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.util.Optional;

/**
 * Finds records of a batch by time, which ListOffsets asks for. Keys and values are skipped, not copied: a record of
 * any size costs no memory.
 */
public final class TimestampSearch {

    /** Where a record lies in log and time. */
    public record Hit(long offset, long timestampMs) {}

    private TimestampSearch() {}

    /**
     * The first record at or after {@code fromOffset} with a timestamp of at least {@code timestampMs}.
     *
     * @throws InvalidBatchException if a record before it is not well formed
     */
    public static Optional<Hit> firstAtOrAfter(RecordBatch batch, long timestampMs, long fromOffset) {
        if (batch.maxTimestamp() < timestampMs) {
            return Optional.empty();
        }
        try (PlainCursor cursor = new PlainCursor(
                Decompression.open(batch.compression(), batch.recordsBytes(), Decompression.MAX_PLAIN_BYTES))) {
            return search(batch, cursor, timestampMs, fromOffset);
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Batch at offset " + batch.baseOffset() + ": " + e.getMessage(), e);
        }
    }

    /** The first record that has the batch's latest timestamp. */
    public static Optional<Hit> latest(RecordBatch batch) {
        return firstAtOrAfter(batch, batch.maxTimestamp(), batch.baseOffset());
    }

    private static Optional<Hit> search(RecordBatch batch, PlainCursor cursor, long timestampMs, long fromOffset) {
        for (int i = 0; i < batch.recordCount(); i++) {
            int sizeBytes = cursor.readInt();
            long end = cursor.offset() + sizeBytes;
            cursor.readByte();
            long ownTimestamp = batch.baseTimestamp() + cursor.readLong();
            long timestamp = batch.isLogAppendTime() ? batch.maxTimestamp() : ownTimestamp;
            long offset = batch.baseOffset() + cursor.readInt();
            if (timestamp >= timestampMs && offset >= fromOffset) {
                return Optional.of(new Hit(offset, timestamp));
            }
            if (end < cursor.offset()) {
                throw new MalformedMessageException("record " + i + " has size " + sizeBytes);
            }
            cursor.skip((int) (end - cursor.offset()));
        }
        return Optional.empty();
    }
}
