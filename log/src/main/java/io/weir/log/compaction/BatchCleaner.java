package io.weir.log.compaction;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.ProducerSequence;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.records.RecordReader;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * Takes out of a batch what compaction removes. What is left keeps its offsets, its codec and its place: the batch still
 * begins and ends where it did. To be given all batches of a log, from its start, in order.
 */
final class BatchCleaner {

    /** What was found in a batch: the positions of the records that stay. */
    private record Findings(BitSet kept, boolean all, boolean hasTombstones) {
        private static final Findings ALL = new Findings(BitSet.valueOf(new long[] {1}), true, false);
    }

    private final Survivors survivors;
    private final TransactionTracker transactions;
    private final ProducerNeeds producers;

    BatchCleaner(Survivors survivors, TransactionTracker transactions, ProducerNeeds producers) {
        this.survivors = survivors;
        this.transactions = transactions;
        this.producers = producers;
    }

    /**
     * What is left of a batch; empty when it can go altogether.
     *
     * @param mustStay the batch is kept without records where none survives
     */
    Optional<ByteBuffer> clean(RecordBatch batch, boolean mustStay) {
        boolean isObsolete = transactions.isObsolete(batch);
        boolean dropsRecords = isObsolete && (!batch.isControl() || survivors.isPastHorizon(batch));
        if (!dropsRecords) {
            Findings findings = look(batch);
            if (!findings.kept.isEmpty()) {
                boolean waits = findings.hasTombstones || (isObsolete && batch.isControl());
                boolean needsHorizon = waits && !batch.hasDeleteHorizon();
                return Optional.of(
                        findings.all && !needsHorizon ? batch.bytes() : rebuild(batch, findings, needsHorizon));
            }
        }
        if (mustStay || producers.include(batch)) {
            return Optional.of(batch.recordCount() == 0 ? batch.bytes() : batch.withoutRecords());
        }
        return Optional.empty();
    }

    private Findings look(RecordBatch batch) {
        BitSet kept = new BitSet();
        boolean hasTombstones = false;
        int position = 0;
        try (RecordReader records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                if (batch.isControl() || survivors.include(batch, record)) {
                    kept.set(position);
                    hasTombstones |= record.value() == null;
                }
                position++;
            }
        } catch (InvalidBatchException unreadable) {
            // Its client sent it so. It stays as it is, and does not keep the rest of the log from being compacted.
            return Findings.ALL;
        }
        return new Findings(kept, kept.cardinality() == position, hasTombstones);
    }

    private ByteBuffer rebuild(RecordBatch batch, Findings findings, boolean needsHorizon) {
        RecordBatchBuilder builder = like(batch);
        if (needsHorizon) {
            builder.deleteHorizon(survivors.newHorizonMs());
        } else if (batch.hasDeleteHorizon()) {
            builder.deleteHorizon(batch.deleteHorizonMs());
        }
        int position = 0;
        try (RecordReader records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                if (findings.kept.get(position)) {
                    builder.append(record);
                }
                position++;
            }
        }
        return builder.lastOffset(batch.lastOffset()).build();
    }

    private static RecordBatchBuilder like(RecordBatch batch) {
        RecordBatchBuilder builder = new RecordBatchBuilder(Compression.of(batch.compression()))
                .baseOffset(batch.baseOffset())
                .leaderEpoch(batch.partitionLeaderEpoch())
                .producer(new ProducerSequence(batch.producerId(), batch.producerEpoch(), batch.baseSequence()));
        if (batch.isTransactional()) {
            builder.transactional();
        }
        if (batch.isControl()) {
            builder.control();
        }
        if (batch.isLogAppendTime()) {
            builder.logAppendTime(batch.maxTimestamp());
        }
        return builder;
    }
}
