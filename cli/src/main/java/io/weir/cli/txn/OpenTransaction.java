package io.weir.cli.txn;

import io.weir.protocol.extension.TransactionOrigin;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open in a partition, and holds back everybody who reads committed records there.
 *
 * @param transactionalId whose it is, or empty where no coordinator knows of it: it hangs, and nobody will end it
 * @param origin who began it there, if the broker knows
 */
record OpenTransaction(
        TopicPartition partition, ProducerState producer, String transactionalId, Optional<TransactionOrigin> origin) {

    boolean isHanging() {
        return transactionalId.isEmpty();
    }

    /** When it began, in ms since 1970; empty when nobody knows. */
    OptionalLong sinceMs() {
        return origin.stream().mapToLong(TransactionOrigin::sinceMs).findFirst();
    }

    /** As the producer called itself; empty when nobody knows. */
    String clientId() {
        return origin.map(TransactionOrigin::clientId).orElse("");
    }

    /** Where it was written from, as host:port; empty when nobody knows. */
    String address() {
        return origin.map(TransactionOrigin::address).orElse("");
    }

    /** The first record that is held back. */
    long startOffset() {
        return producer.currentTransactionStartOffset().orElse(-1);
    }
}
