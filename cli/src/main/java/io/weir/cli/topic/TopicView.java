package io.weir.cli.topic;

import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Everything {@code weir topic describe} shows of one topic.
 *
 * @param configs those that differ from Kafka's defaults, by name
 * @param partitions by number
 */
record TopicView(
        String name,
        String id,
        boolean internal,
        SortedMap<String, ConfigView> configs,
        List<PartitionView> partitions) {

    /**
     * One config.
     *
     * @param own whether it was set for this topic, not for the brokers
     */
    record ConfigView(String value, boolean own) {}

    /**
     * One partition.
     *
     * @param leader broker id, or {@link #UNKNOWN} without a leader
     * @param firstOffset of the oldest record kept, or {@link #UNKNOWN}
     * @param nextOffset of the next record to come, or {@link #UNKNOWN}
     * @param sizeBytes of the leader's log on disk, or {@link #UNKNOWN}
     */
    record PartitionView(
            int partition,
            int leader,
            List<Integer> replicas,
            List<Integer> inSync,
            long firstOffset,
            long nextOffset,
            long sizeBytes) {}

    static final int UNKNOWN = -1;

    int replicationFactor() {
        return partitions.isEmpty() ? 0 : partitions.getFirst().replicas().size();
    }

    /** The sum over partitions whose size is known. */
    long sizeBytes() {
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, partition.sizeBytes()))
                .sum();
    }

    static int replicationFactor(TopicDescription topic) {
        return topic.partitions().isEmpty()
                ? 0
                : topic.partitions().getFirst().replicas().size();
    }
}
