package io.weir.console.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the next windows of strands, as many as need one at the same time. */
final class WindowLoader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long MAX_BYTES = 32 * 1024 * 1024;

    private final Consumer<byte[], byte[]> consumer;
    private final long deadlineNanos;

    WindowLoader(Consumer<byte[], byte[]> consumer, long deadlineNanos) {
        this.consumer = consumer;
        this.deadlineNanos = deadlineNanos;
    }

    boolean isLate() {
        return System.nanoTime() - deadlineNanos > 0;
    }

    /** What is not loaded when time is over, or is too much, still needs loading afterwards. */
    void load(List<Strand> strands) {
        Map<TopicPartition, Strand> open = strands.stream().collect(Collectors.toMap(Strand::partition, each -> each));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
        consumer.assign(open.keySet());
        // Whoever was paused by the load before stays so otherwise.
        consumer.resume(open.keySet());
        strands.forEach(strand -> consumer.seek(strand.partition(), strand.from()));
        long bytes = 0;
        while (!open.isEmpty() && !isLate()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                Strand strand = open.get(partition);
                if (strand != null && record.offset() < strand.until()) {
                    read.computeIfAbsent(partition, _ -> new ArrayList<>()).add(record);
                    bytes += size(record);
                }
            }
            if (bytes > MAX_BYTES) {
                giveBack(open, read);
                return;
            }
            finish(open, read);
        }
    }

    private void finish(
            Map<TopicPartition, Strand> open, Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read) {
        Set<TopicPartition> done = new HashSet<>();
        open.forEach((partition, strand) -> {
            List<ConsumerRecord<byte[], byte[]>> records = read.getOrDefault(partition, List.of());
            long reached = consumer.position(partition);
            if (reached >= strand.until() || (!strand.isBackward() && records.size() >= strand.window())) {
                strand.load(records, reached);
                done.add(partition);
            }
        });
        open.keySet().removeAll(done);
        consumer.pause(done);
    }

    /** Forward, what is there is a window too; backward it has to be smaller, unless one record is too much by itself. */
    private void giveBack(
            Map<TopicPartition, Strand> open, Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read) {
        open.forEach((partition, strand) -> {
            List<ConsumerRecord<byte[], byte[]>> records = read.getOrDefault(partition, List.of());
            if (!strand.isBackward() || consumer.position(partition) >= strand.until()) {
                strand.load(records, consumer.position(partition));
            } else {
                strand.shrink();
            }
        });
    }

    static long size(ConsumerRecord<?, ?> record) {
        return Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
    }
}
