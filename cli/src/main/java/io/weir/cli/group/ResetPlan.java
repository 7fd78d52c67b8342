package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.terminal.CliException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Finds out which offsets a reset would commit. */
final class ResetPlan {

    private final Admin admin;
    private final String group;
    private final boolean isShare;

    /** Share groups commit no offsets, and a broker refuses to look for some. */
    ResetPlan(Admin admin, String group, boolean isShare) {
        this.isShare = isShare;
        this.admin = admin;
        this.group = group;
    }

    /**
     * One partition's offset, before and after.
     *
     * @param from {@link GroupView#UNKNOWN} when nothing was committed
     */
    record Move(TopicPartition partition, long from, long to, long end) {}

    /** All partitions of the topic in order; throws UnknownTopicOrPartitionException when there is no such topic. */
    List<Move> moves(String topic, ResetTarget target) {
        List<TopicPartition> partitions =
                Await.get(admin.describeTopics(List.of(topic)).topicNameValues(), topic).partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        Map<TopicPartition, Long> committed = isShare ? starts() : committed();
        Map<TopicPartition, Long> firsts = PartitionOffsets.of(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> times = target instanceof ResetTarget.Since(long timestampMs)
                ? PartitionOffsets.of(admin, partitions, OffsetSpec.forTimestamp(timestampMs))
                : Map.of();
        return partitions.stream()
                .map(partition -> {
                    long from = committed.getOrDefault(partition, GroupView.UNKNOWN);
                    long end = known(ends, partition);
                    long to = target.resolve(
                            from, known(firsts, partition), end, times.getOrDefault(partition, GroupView.UNKNOWN));
                    return new Move(partition, from, to, end);
                })
                .toList();
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Await.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    private Map<TopicPartition, Long> starts() {
        Map<TopicPartition, Long> starts = new HashMap<>();
        new ShareGroupReader(admin)
                .offsets(List.of(group))
                .getOrDefault(group, Map.of())
                .forEach((partition, info) -> starts.put(partition, info.startOffset()));
        return starts;
    }

    private static long known(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        long offset = offsets.getOrDefault(partition, GroupView.UNKNOWN);
        if (offset == GroupView.UNKNOWN) {
            throw new CliException("Partition " + partition
                    + " has no leader, so nobody knows where it begins and ends. Try again when it has one.");
        }
        return offset;
    }
}
