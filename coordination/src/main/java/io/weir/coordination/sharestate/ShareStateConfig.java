package io.weir.coordination.sharestate;

/**
 * What an operator can set about the state of share groups. The defaults are Kafka's.
 *
 * @param topicPartitions partitions of __share_group_state; fixed once the topic exists
 *     (share.coordinator.state.topic.num.partitions)
 * @param updatesPerSnapshot after how many updates a state is written whole
 *     (share.coordinator.snapshot.update.records.per.snapshot)
 * @param pruneIntervalMs how often what is not needed any more is deleted
 *     (share.coordinator.state.topic.prune.interval.ms)
 * @param writeTimeoutMs how long a write may take to be committed before whoever waits is told to try again
 *     (share.coordinator.write.timeout.ms)
 */
public record ShareStateConfig(int topicPartitions, int updatesPerSnapshot, long pruneIntervalMs, long writeTimeoutMs) {

    /** What Kafka 4.3 does when nothing is set. */
    public static ShareStateConfig defaults() {
        return new ShareStateConfig(50, 500, 300_000, 5_000);
    }
}
