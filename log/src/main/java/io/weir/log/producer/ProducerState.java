package io.weir.log.producer;

import io.weir.protocol.records.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a log knows of one producer id. Immutable.
 *
 * @param epoch -1 when nothing was ever appended
 * @param coordinatorEpoch of the last transaction marker; -1 for none
 * @param lastTimestampMs of its last batch or marker
 * @param transactionFirstOffset first offset of its open transaction; -1 for none
 * @param batches its last batches in the current epoch, oldest first, at most {@value #BATCHES_KEPT}
 */
public record ProducerState(
        long producerId,
        short epoch,
        int coordinatorEpoch,
        long lastTimestampMs,
        long transactionFirstOffset,
        List<BatchSequence> batches) {

    /** Kafka's bound, and therefore the largest max.in.flight.requests.per.connection of an idempotent producer. */
    public static final int BATCHES_KEPT = 5;

    public static final long NO_TRANSACTION = -1;

    public ProducerState {
        batches = List.copyOf(batches);
    }

    static ProducerState unknown(long producerId) {
        return new ProducerState(
                producerId, RecordBatch.NO_PRODUCER_EPOCH, -1, RecordBatch.NO_TIMESTAMP, NO_TRANSACTION, List.of());
    }

    public int lastSequence() {
        return batches.isEmpty() ? RecordBatch.NO_SEQUENCE : batches.getLast().lastSequence();
    }

    public boolean hasOpenTransaction() {
        return transactionFirstOffset != NO_TRANSACTION;
    }

    /** The kept batch with exactly this epoch and range of sequence numbers. */
    public Optional<BatchSequence> duplicateOf(RecordBatch batch) {
        if (batch.producerEpoch() != epoch) {
            return Optional.empty();
        }
        return batches.stream()
                .filter(kept ->
                        kept.firstSequence() == batch.baseSequence() && kept.lastSequence() == batch.lastSequence())
                .findFirst();
    }

    /** After a batch of records that has its offsets. */
    ProducerState withBatch(RecordBatch batch) {
        List<BatchSequence> kept = batch.producerEpoch() == epoch ? new ArrayList<>(batches) : new ArrayList<>();
        if (kept.size() == BATCHES_KEPT) {
            kept.removeFirst();
        }
        kept.add(new BatchSequence(
                batch.lastSequence(), batch.lastOffset(), batch.lastOffsetDelta(), batch.maxTimestamp()));
        long transaction =
                batch.isTransactional() && !hasOpenTransaction() ? batch.baseOffset() : transactionFirstOffset;
        return new ProducerState(
                producerId, batch.producerEpoch(), coordinatorEpoch, batch.maxTimestamp(), transaction, kept);
    }

    /** After the marker that ends a transaction. */
    ProducerState withMarker(short markerEpoch, int markerCoordinatorEpoch, long timestampMs) {
        List<BatchSequence> kept = markerEpoch == epoch ? batches : List.of();
        return new ProducerState(producerId, markerEpoch, markerCoordinatorEpoch, timestampMs, NO_TRANSACTION, kept);
    }
}
