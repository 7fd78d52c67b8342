package io.weir.cli.top;

import io.weir.cli.group.GroupLag;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A cluster at one time.
 *
 * @param takenNanos when, as {@link System#nanoTime}
 * @param brokers the ids of those that answer
 * @param partitions of all topics that people made
 * @param groups those that have committed something
 */
record Sample(
        long takenNanos, List<Integer> brokers, Map<TopicPartition, Place> partitions, Map<String, GroupLag> groups) {

    /** The id of a leader, and an end, that nobody knows. */
    static final int UNKNOWN = -1;

    /** Where a partition is led, and where it ends. */
    record Place(int leader, long end) {}
}
