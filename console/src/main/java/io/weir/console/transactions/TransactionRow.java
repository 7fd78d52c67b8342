package io.weir.console.transactions;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * A transaction in a line.
 *
 * @param transaction the transactional id
 * @param startedAt   in ms since 1970, while it is open
 * @param partitions  how many it wrote to
 */
record TransactionRow(
        String transaction,
        TransactionState state,
        long producerId,
        OptionalInt producerEpoch,
        OptionalInt coordinator,
        OptionalLong startedAt,
        OptionalLong timeoutMs,
        OptionalInt partitions) {

    static TransactionRow of(TransactionListing listing) {
        return new TransactionRow(
                listing.transactionalId(),
                listing.state(),
                listing.producerId(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty());
    }

    static TransactionRow of(String id, TransactionDescription transaction) {
        return new TransactionRow(
                id,
                transaction.state(),
                transaction.producerId(),
                OptionalInt.of(transaction.producerEpoch()),
                OptionalInt.of(transaction.coordinatorId()),
                transaction.transactionStartTimeMs(),
                OptionalLong.of(transaction.transactionTimeoutMs()),
                OptionalInt.of(transaction.topicPartitions().size()));
    }

    /** Whether readers of committed records stop at what it wrote. */
    static boolean isOpen(TransactionState state) {
        return switch (state) {
            case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> true;
            case COMPLETE_ABORT, COMPLETE_COMMIT, EMPTY, UNKNOWN -> false;
        };
    }
}
