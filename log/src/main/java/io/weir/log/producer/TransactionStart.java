package io.weir.log.producer;

import io.weir.protocol.records.RecordBatch;

/**
 * The batch with which a producer means to begin a transaction in a log.
 *
 * @param baseSequence sequence of its first record
 * @param countsAnew whether the producer's sequences begin at 0 with each transaction: they do since KIP-890
 */
public record TransactionStart(long producerId, short epoch, int baseSequence, boolean countsAnew) {

    /** This batch. */
    public static TransactionStart of(RecordBatch batch, boolean countsAnew) {
        return new TransactionStart(batch.producerId(), batch.producerEpoch(), batch.baseSequence(), countsAnew);
    }
}
