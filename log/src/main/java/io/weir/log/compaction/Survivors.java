package io.weir.log.compaction;

import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;

/**
 * Which records survive: the last one of each key, and a tombstone until its time is over.
 *
 * @param offsets the last offsets of the keys with records from the first dirty offset to {@code mappedTo}
 * @param mappedTo exclusive; records from here on are left alone
 * @param nowMs when this round of compaction began
 * @param deleteRetentionMs delete.retention.ms: how long tombstones and markers are kept once they could go
 */
record Survivors(OffsetMap offsets, long mappedTo, long nowMs, long deleteRetentionMs) {

    boolean include(RecordBatch batch, Record record) {
        if (record.offset() >= mappedTo) {
            return true;
        }
        if (record.key() == null || record.offset() < offsets.lastOffset(record.key())) {
            return false;
        }
        return record.value() != null || !isPastHorizon(batch);
    }

    /** Whether what waits in the batch for its time may go (KIP-534). */
    boolean isPastHorizon(RecordBatch batch) {
        return batch.hasDeleteHorizon() && batch.deleteHorizonMs() <= nowMs;
    }

    /** When tombstones and markers may go that are found for the first time now. */
    long newHorizonMs() {
        return nowMs + deleteRetentionMs;
    }
}
