package io.weir.metadata.controller;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who leads when brokers come and go. A leader is one of the in-sync replicas, the first in the order of the assignment
 * that lives; the last in-sync replica stays in the set while it is away, because nobody else has all records.
 */
final class LeaderChanges {

    private final MetadataImage image;

    LeaderChanges(MetadataImage image) {
        this.image = image;
    }

    /** The partitions as they are to be when this broker may not lead any more. */
    List<Message> without(int nodeId) {
        return changes(partition -> without(partition, nodeId));
    }

    /** The partitions without a leader that this broker can lead. */
    List<Message> with(int nodeId) {
        return changes(partition ->
                partition.leader() == Leadership.NO_LEADER && partition.isr().contains(nodeId)
                        ? Optional.of(partition.ledBy(nodeId, partition.isr()))
                        : Optional.empty());
    }

    private Optional<PartitionImage> without(PartitionImage partition, int nodeId) {
        if (!partition.isr().contains(nodeId)) {
            return Optional.empty();
        }
        List<Integer> others =
                partition.isr().stream().filter(id -> id != nodeId).toList();
        List<Integer> isr = others.isEmpty() ? partition.isr() : others;
        if (partition.leader() != nodeId) {
            return others.isEmpty() ? Optional.empty() : Optional.of(partition.withIsr(isr));
        }
        int leader = partition.replicas().stream()
                .filter(others::contains)
                .filter(image.cluster()::isLive)
                .findFirst()
                .orElse(Leadership.NO_LEADER);
        return Optional.of(partition.ledBy(leader, isr));
    }

    private List<Message> changes(Function<PartitionImage, Optional<PartitionImage>> change) {
        List<Message> records = new ArrayList<>();
        for (TopicImage topic : image.topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                change.apply(partition).ifPresent(changed -> records.add(changed.toRecord(topic.id())));
            }
        }
        return records;
    }
}
