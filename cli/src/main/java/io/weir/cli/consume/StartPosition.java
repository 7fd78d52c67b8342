package io.weir.cli.consume;

import io.weir.cli.terminal.CliException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where in each partition to start reading. */
sealed interface StartPosition {

    /** The oldest record kept. */
    record Earliest() implements StartPosition {}

    /** After the newest record. */
    record Latest() implements StartPosition {}

    /** An offset; the nearest there is in partitions that do not have it. */
    record At(long offset) implements StartPosition {}

    /** So many records before the end. */
    record Last(long records) implements StartPosition {}

    /** The first record that is not older. */
    record Since(long timestampMs) implements StartPosition {}

    /**
     * Reads {@code earliest}, {@code latest}, an offset, or a negative number that counts from the end.
     *
     * @throws CliException when it is none of these
     */
    static StartPosition parseOffset(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        try {
            long number = Long.parseLong(text);
            return number < 0 ? new Last(-number) : new At(number);
        } catch (NumberFormatException e) {
            throw CliException.usage(
                    "'" + text + "' is no offset; write a number, -5 for the last five, earliest or latest");
        }
    }

    /** Moves a consumer that has these partitions assigned. */
    default void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        switch (this) {
            case Earliest() -> consumer.seekToBeginning(partitions);
            case Latest() -> consumer.seekToEnd(partitions);
            case At(long offset) -> seekWithin(consumer, partitions, offset, 0);
            case Last(long records) -> seekWithin(consumer, partitions, Long.MAX_VALUE, records);
            case Since(long timestampMs) -> seekToTime(consumer, partitions, timestampMs);
        }
    }

    private static void seekWithin(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, long offset, long back) {
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long wanted = Math.min(offset, end) - back;
            consumer.seek(partition, Math.max(firsts.getOrDefault(partition, 0L), wanted));
        }
    }

    private static void seekToTime(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, long timestampMs) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, timestampMs));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }
}
