package io.weir.cli.txn;

import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open in a partition, and holds back everybody who reads committed records there.
 *
 * @param transactionalId whose it is, or empty where no coordinator knows of it: it hangs, and nobody will end it
 */
record OpenTransaction(TopicPartition partition, ProducerState producer, String transactionalId) {

    boolean isHanging() {
        return transactionalId.isEmpty();
    }

    /** The first record that is held back. */
    long startOffset() {
        return producer.currentTransactionStartOffset().orElse(-1);
    }
}
