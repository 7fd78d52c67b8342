package io.weir.coordination.runtime;

import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;

/** Feeds the batches of a log to a machine, record by record, and counts. */
final class ReplayReader {

    private final CoordinatorMachine<?> machine;
    private long records;
    private long sizeBytes;

    ReplayReader(CoordinatorMachine<?> machine) {
        this.machine = machine;
    }

    void read(ByteBuffer batches) {
        sizeBytes += batches.remaining();
        for (RecordBatch batch : RecordBatches.of(batches)) {
            // Transactional offset commits and their markers come with the transaction coordinator; until then the
            // log holds none of ours.
            if (!batch.isControl() && !batch.isTransactional()) {
                read(batch);
            }
        }
    }

    long records() {
        return records;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    private void read(RecordBatch batch) {
        try (RecordReader in = batch.records()) {
            while (in.hasNext()) {
                Record record = in.next();
                ByteBuffer key = record.key();
                // A record without a key can mean nothing on a compacted topic.
                if (key != null) {
                    machine.replay(new CoordinatorRecord(key, record.value()));
                    records++;
                }
            }
        }
    }
}
