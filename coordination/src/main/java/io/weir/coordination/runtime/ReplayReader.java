package io.weir.coordination.runtime;

import io.weir.protocol.records.ControlType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Feeds the batches of a log to a machine, record by record, and counts. */
final class ReplayReader {

    private final CoordinatorMachine<?> machine;
    private long records;
    private long sizeBytes;
    private long nextOffset;

    ReplayReader(CoordinatorMachine<?> machine) {
        this.machine = machine;
    }

    /** Reads the whole log; completed when all of it was read and is committed. */
    CompletableFuture<Void> readAll(CoordinatorLog log) {
        try {
            return log.replay(this::read);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void read(ByteBuffer batches) {
        sizeBytes += batches.remaining();
        for (RecordBatch batch : RecordBatches.of(batches)) {
            nextOffset = batch.nextOffset();
            if (batch.isControl()) {
                readMarker(batch);
            } else {
                read(batch);
            }
        }
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** The offset behind what was read; 0 when nothing was. */
    long nextOffset() {
        return nextOffset;
    }

    /** What was read so far, in words. */
    String summary() {
        return records + " records, " + sizeBytes + " bytes";
    }

    private void read(RecordBatch batch) {
        try (RecordReader in = batch.records()) {
            while (in.hasNext()) {
                Record record = in.next();
                ByteBuffer key = record.key();
                // A record without a key can mean nothing on a compacted topic.
                if (key != null) {
                    replay(batch, new CoordinatorRecord(key, record.value()));
                    records++;
                }
            }
        }
    }

    private void replay(RecordBatch batch, CoordinatorRecord record) {
        if (batch.isTransactional()) {
            machine.replayPending(new TransactionalProducer(batch.producerId(), batch.producerEpoch()), record);
        } else {
            machine.replay(record);
        }
    }

    private void readMarker(RecordBatch batch) {
        try (RecordReader in = batch.records()) {
            // Compaction leaves control batches without records, and other kinds of them are none of ours.
            if (in.hasNext()) {
                Record record = in.next();
                ControlType type = ControlType.of(record);
                if (type == ControlType.COMMIT || type == ControlType.ABORT) {
                    machine.transactionEnded(new TransactionEnd(
                            new TransactionalProducer(batch.producerId(), batch.producerEpoch()),
                            EndTxnMarker.of(record),
                            0));
                    records++;
                }
            }
        }
    }
}
