package io.weir.protocol.records;

/**
 * Who produced a batch, and the sequence number of its first record; the key to refusing duplicates and gaps (KIP-98).
 */
public record ProducerSequence(long producerId, short producerEpoch, int baseSequence) {

    /** A batch of a producer that is not idempotent. */
    public static final ProducerSequence NONE =
            new ProducerSequence(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE);

    /** A batch without a sequence, as coordinators write them. */
    public static ProducerSequence withoutSequence(long producerId, short producerEpoch) {
        return new ProducerSequence(producerId, producerEpoch, RecordBatch.NO_SEQUENCE);
    }
}
