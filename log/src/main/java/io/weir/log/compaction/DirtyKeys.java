package io.weir.log.compaction;

import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Notes the last offset of every key in the dirty part of a log, or in as much of it as fits into the map. */
final class DirtyKeys {

    private final OffsetMap map;
    private final TransactionTracker transactions;
    private final long firstDirtyOffset;
    private long mappedTo;

    DirtyKeys(OffsetMap map, TransactionTracker transactions, long firstDirtyOffset) {
        this.map = map;
        this.transactions = transactions;
        this.firstDirtyOffset = firstDirtyOffset;
        this.mappedTo = firstDirtyOffset;
    }

    /** Reads the dirty segments. Returns up to which offset, exclusive, all keys are in the map. */
    long collect(CleaningJob job, CleanerIo io) throws IOException {
        LogFacts log = job.log();
        for (int i = log.indexOf(firstDirtyOffset);
                log.baseOffset(i) < job.range().endOffset();
                i++) {
            if (!io.scan(job.segments().get(i), firstDirtyOffset, (batch, isLast) -> add(batch))) {
                return mappedTo;
            }
            mappedTo = log.baseOffset(i + 1);
        }
        return mappedTo;
    }

    /** False when the map is full; then everything before {@link #mappedTo} is in it. */
    private boolean add(RecordBatch batch) {
        boolean isAborted = transactions.isObsolete(batch);
        if (!batch.isControl() && !isAborted) {
            try (RecordReader records = batch.records()) {
                while (records.hasNext()) {
                    Record record = records.next();
                    ByteBuffer key = record.key();
                    boolean isDirty = record.offset() >= firstDirtyOffset;
                    if (key != null && isDirty && !map.put(key, record.offset())) {
                        mappedTo = record.offset();
                        return false;
                    }
                }
            } catch (InvalidBatchException unreadable) {
                // Its client sent it so: nobody knows its keys, and BatchCleaner leaves it as it is.
            }
        }
        mappedTo = Math.max(mappedTo, batch.nextOffset());
        return true;
    }
}
