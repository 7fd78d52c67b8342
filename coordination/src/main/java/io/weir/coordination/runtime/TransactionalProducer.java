package io.weir.coordination.runtime;

import io.weir.protocol.records.RecordBatch;

/**
 * On whose behalf records are written: a producer with an open transaction, or nobody but the coordinator itself.
 *
 * @param id the producer's id
 * @param epoch the epoch it had when it wrote
 */
public record TransactionalProducer(long id, short epoch) {

    /** Nobody: the records are the coordinator's own and count at once. */
    public static final TransactionalProducer NONE =
            new TransactionalProducer(RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH);
}
