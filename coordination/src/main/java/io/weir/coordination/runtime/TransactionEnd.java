package io.weir.coordination.runtime;

import io.weir.protocol.records.EndTxnMarker;
import java.nio.ByteBuffer;

/**
 * The end of a producer's transaction in one partition of an internal topic.
 *
 * @param producer whose transaction; from transaction version 2 on with the epoch after it
 * @param marker how it ended, and by which epoch of the transaction coordinator
 * @param transactionVersion how strictly the epoch is checked: 0 and 1 as before KIP-890, 2 after it
 */
public record TransactionEnd(TransactionalProducer producer, EndTxnMarker marker, int transactionVersion) {

    /** The control batch that says so. */
    public ByteBuffer toBatch(long nowMs) {
        return marker.toBatch(producer.id(), producer.epoch(), nowMs);
    }
}
