package io.weir.coordination.runtime;

import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the records of several steps into batches no larger than the log takes, and numbers the batches from 1 on.
 * A full batch goes out at once, the last one when it is flushed. What belongs to a transaction has batches of its own.
 */
final class BatchWriter {

    /** Room in a batch for what is not key or value: its header, and the frame of a record. */
    static final int OVERHEAD_BYTES = 128;

    /** Takes sealed batches in order. */
    interface Sink {
        void append(long number, ByteBuffer batch);
    }

    private final Sink sink;
    private @Nullable RecordBatchBuilder open;
    private TransactionalProducer openFor = TransactionalProducer.NONE;
    private long sealed;

    BatchWriter(Sink sink) {
        this.sink = sink;
    }

    void add(List<Step.Write> writes, long nowMs, int maxBatchBytes) {
        for (Step.Write write : writes) {
            CoordinatorRecord record = write.record();
            Record framed = new Record(0, nowMs, record.key(), record.value());
            if (open != null
                    && (!openFor.equals(write.producer())
                            || open.sizeBytes() + RecordBatchBuilder.sizeUpperBound(framed) > maxBatchBytes)) {
                flush();
            }
            if (open == null) {
                open = begin(write.producer());
                openFor = write.producer();
            }
            open.append(nowMs, record.key(), record.value());
        }
    }

    private static RecordBatchBuilder begin(TransactionalProducer producer) {
        RecordBatchBuilder batch = RecordBatchBuilder.plain();
        return producer.equals(TransactionalProducer.NONE)
                ? batch
                : batch.producer(ProducerSequence.withoutSequence(producer.id(), producer.epoch()))
                        .transactional();
    }

    /** Takes the next number for a batch that was written past this; there must be no open one. */
    long numberOfForeignBatch() {
        sealed++;
        return sealed;
    }

    /** The number of the batch that holds the record added last; 0 when there is none. */
    long lastBatch() {
        return open == null ? sealed : sealed + 1;
    }

    void flush() {
        if (open != null) {
            ByteBuffer batch = open.build();
            open = null;
            sealed++;
            sink.append(sealed, batch);
        }
    }

    /** Drops what was not flushed. */
    void discard() {
        open = null;
    }
}
