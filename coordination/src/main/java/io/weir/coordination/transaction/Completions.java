package io.weir.coordination.transaction;

import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what was decided to every partition of the transaction, for as long as that takes, and then closes it. */
final class Completions {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private static final int RETRY_MS = 200;

    /** Sends markers, and sees to it that {@link #written} hears of their fate. */
    interface Sender {
        void send(Transaction decided, Set<TopicPartition> partitions);
    }

    /** Those who wait for a transaction to be complete. */
    interface Waiters {
        void completed(String id, Step<TransactionTimer> step);
    }

    private final Transactions transactions;
    private final Sender sender;
    private final Waiters waiters;
    private final Map<String, Set<TopicPartition>> missing = new HashMap<>();

    Completions(Transactions transactions, Sender sender, Waiters waiters) {
        this.transactions = transactions;
        this.sender = sender;
        this.waiters = waiters;
    }

    /** The outcome is decided; markers are sent once that is in the log. */
    void start(Transaction decided, Step<TransactionTimer> step) {
        missing.put(decided.id(), new HashSet<>(decided.partitions()));
        step.whenCommitted(() -> sender.send(decided, decided.partitions()));
    }

    /** Sends what is still missing, if anything is. */
    void retry(String id, Step<TransactionTimer> step) {
        transactions.find(id).filter(found -> found.status().isPrepared()).ifPresent(decided -> {
            Set<TopicPartition> partitions = Set.copyOf(missing.getOrDefault(id, decided.partitions()));
            step.whenCommitted(() -> sender.send(decided, partitions));
        });
    }

    /** What became of the markers sent for a transaction that this producer had. */
    void written(
            String id,
            TransactionalProducer producer,
            Map<TopicPartition, ErrorCode> outcomes,
            Step<TransactionTimer> step) {
        transactions
                .find(id)
                .filter(found -> found.status().isPrepared()
                        && found.producer().current().equals(producer))
                .ifPresent(decided -> written(decided, outcomes, step));
    }

    private void written(Transaction decided, Map<TopicPartition, ErrorCode> outcomes, Step<TransactionTimer> step) {
        Set<TopicPartition> left = missing.computeIfAbsent(decided.id(), _ -> new HashSet<>(decided.partitions()));
        outcomes.forEach((partition, error) -> {
            if (isFinal(error)) {
                left.remove(partition);
            }
            if (error == ErrorCode.INVALID_PRODUCER_EPOCH) {
                LOG.warn(
                        "Transaction {} needs no marker in {}: a newer epoch of producer {} has written there",
                        decided.id(),
                        partition,
                        decided.producer().current());
            }
        });
        if (left.isEmpty()) {
            missing.remove(decided.id());
            if (!transactions.put(decided.completed(step.nowMs()), step)) {
                throw new IllegalStateException(decided.id() + " is complete, and its log does not take that");
            }
            waiters.completed(decided.id(), step);
        } else {
            LOG.debug("Transaction {} waits for markers in {}", decided.id(), left);
            TransactionTimer retry = new TransactionTimer.MarkersDue(decided.id());
            step.schedule(retry, RETRY_MS, retry);
        }
    }

    /** Nothing of the transaction is open in the partition any more. */
    private static boolean isFinal(ErrorCode error) {
        return error == ErrorCode.NONE
                || error == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                || error == ErrorCode.INVALID_PRODUCER_EPOCH;
    }
}
