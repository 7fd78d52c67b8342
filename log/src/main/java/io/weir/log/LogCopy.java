package io.weir.log;

import io.weir.protocol.records.RecordBatch;
import java.util.List;
import java.util.OptionalInt;

/**
 * Makes a log in another folder the same as one that is in use. The copy follows it as a replica follows its leader: where
 * both have written in other epochs, it starts over.
 */
final class LogCopy {

    private static final int STEP_BYTES = 1 << 20;

    private final PartitionLog log;
    private final PartitionLog copy;

    LogCopy(PartitionLog log, PartitionLog copy) {
        this.log = log;
        this.copy = copy;
    }

    /** Copies what comes next, if anything does; returns how many bytes. */
    int step(int maxBytes) {
        cutBack();
        List<RecordBatch> batches = log.readBatches(copy.logEndOffset(), maxBytes, log.logEndOffset());
        int copied = 0;
        for (RecordBatch batch : batches) {
            if (batch.baseOffset() < copy.logEndOffset()) {
                // The log starts inside of its first batch.
                copy.truncateFullyAndStartAt(batch.baseOffset());
            }
            copied += batch.sizeBytes();
            var _ = copy.append(batch.bytes(), AppendRequest.replicated(batch.partitionLeaderEpoch()));
        }
        return copied;
    }

    /** Copies all that is missing, and has the copy start where the log does. For a log that does not change meanwhile. */
    void finish() {
        while (step(STEP_BYTES) > 0) {
            // More may follow.
        }
        if (copy.logEndOffset() < log.logEndOffset()) {
            // Nothing is left of what was there.
            copy.truncateFullyAndStartAt(log.logEndOffset());
        }
        boolean _ = copy.advanceLogStartOffset(log.logStartOffset());
    }

    private void cutBack() {
        long start = log.logStartOffset();
        if (copy.logEndOffset() < start || hasParted()) {
            copy.truncateFullyAndStartAt(start);
        }
    }

    private boolean hasParted() {
        long end = copy.logEndOffset();
        OptionalInt epoch = copy.latestEpoch();
        return epoch.isPresent()
                && end > copy.logStartOffset()
                && (end > log.logEndOffset() || !log.epochFor(end - 1).equals(epoch));
    }
}
