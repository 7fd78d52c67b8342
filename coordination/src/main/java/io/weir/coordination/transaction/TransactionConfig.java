package io.weir.coordination.transaction;

/**
 * What an operator can set about transactions. The defaults are Kafka's.
 *
 * @param maxTimeoutMs the longest time-out a producer may ask for (transaction.max.timeout.ms)
 * @param expirationMs after how much silence a transactional id is forgotten (transactional.id.expiration.ms)
 * @param expiryCheckIntervalMs how often that is checked (transaction.remove.expired.transaction.cleanup.interval.ms)
 * @param topicPartitions partitions of __transaction_state; fixed once the topic exists
 *     (transaction.state.log.num.partitions)
 */
public record TransactionConfig(int maxTimeoutMs, long expirationMs, long expiryCheckIntervalMs, int topicPartitions) {

    private static final long WEEK_MS = 7L * 24 * 60 * 60 * 1000;
    private static final long HOUR_MS = 60L * 60 * 1000;

    /** What Kafka 4.3 does when nothing is set. */
    public static TransactionConfig defaults() {
        return new TransactionConfig(900_000, WEEK_MS, HOUR_MS, 50);
    }

    public TransactionConfig withTopicPartitions(int changed) {
        return new TransactionConfig(maxTimeoutMs, expirationMs, expiryCheckIntervalMs, changed);
    }
}
