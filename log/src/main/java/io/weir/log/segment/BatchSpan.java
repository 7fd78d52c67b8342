package io.weir.log.segment;

import io.weir.protocol.records.RecordBatch;

/**
 * What an index needs to know of a batch, and where it lies in its segment.
 *
 * @param maxTimestampMs largest timestamp of its records, -1 for none
 */
public record BatchSpan(long baseOffset, long lastOffset, long maxTimestampMs, int position, int sizeBytes) {

    public static BatchSpan of(RecordBatch batch, int position) {
        return new BatchSpan(batch.baseOffset(), batch.lastOffset(), batch.maxTimestamp(), position, batch.sizeBytes());
    }

    /** Position of the first byte after it. */
    public int end() {
        return position + sizeBytes;
    }

    public long nextOffset() {
        return lastOffset + 1;
    }
}
