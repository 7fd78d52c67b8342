package io.weir.cli.consume;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How far to read: the end each partition had when reading it began. What arrives later is not waited for, so that a
 * command ends although others go on producing.
 */
final class EndMarks {

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    EndMarks(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    void add(Collection<TopicPartition> partitions) {
        ends.putAll(consumer.endOffsets(partitions));
    }

    void remove(Collection<TopicPartition> partitions) {
        partitions.forEach(ends::remove);
    }

    /** Whether a record of this offset belongs to what there was at the beginning. */
    boolean covers(TopicPartition partition, long offset) {
        return offset < ends.getOrDefault(partition, 0L);
    }

    /** Forgets the partitions that have been read to their mark, and reads no more of them; whether none is left. */
    boolean allReached() {
        for (TopicPartition partition : Map.copyOf(ends).keySet()) {
            // The position, not the last record's offset: markers of transactions and compaction leave gaps.
            if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
                ends.remove(partition);
                consumer.pause(List.of(partition));
            }
        }
        return ends.isEmpty();
    }
}
