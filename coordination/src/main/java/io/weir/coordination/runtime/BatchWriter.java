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
 * A log has a batch or has it not: a step that fits into one is never seen in part.
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

    /** The records of one step. They come into one batch, unless they are too many for any, or of several producers. */
    void add(List<Step.Write> writes, long nowMs, int maxBatchBytes) {
        long stepBytes = writes.stream()
                .mapToLong(write -> sizeUpperBound(write.record()))
                .sum();
        if (open != null && open.sizeBytes() + stepBytes > maxBatchBytes) {
            flush();
        }
        for (Step.Write write : writes) {
            CoordinatorRecord record = write.record();
            if (open != null
                    && (!openFor.equals(write.producer())
                            || open.sizeBytes() + sizeUpperBound(record) > maxBatchBytes)) {
                flush();
            }
            if (open == null) {
                open = begin(write.producer());
                openFor = write.producer();
            }
            open.append(nowMs, record.key(), record.value());
        }
    }

    /** The most bytes of a batch that a record takes, with its frame. */
    static long sizeUpperBound(CoordinatorRecord record) {
        return RecordBatchBuilder.sizeUpperBound(new Record(0, 0, record.key(), record.value()));
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
