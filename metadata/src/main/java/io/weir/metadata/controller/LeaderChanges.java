package io.weir.metadata.controller;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Who leads when brokers come and go. A leader is one of the in-sync replicas, the first in the order of the assignment
 * that lives; the last in-sync replica stays in the set while it is away, because nobody else has all records. Where {@code
 * unclean.leader.election.enable} says so, any replica that lives leads rather than nobody, and what it lacks is lost.
 */
final class LeaderChanges {

    private final NodeConfig node;
    private final MetadataImage image;

    LeaderChanges(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    /** The partitions as they are to be when this broker may not lead any more. */
    List<Message> without(int nodeId) {
        ReplicaMoves moves = new ReplicaMoves(
                image.cluster(), id -> id != nodeId && image.cluster().isLive(id));
        return changes((topic, partition) -> without(topic, partition, nodeId).map(moves::settled));
    }

    /** The partitions without a leader that this broker can lead. */
    List<Message> with(int nodeId) {
        return changes((topic, partition) -> with(topic, partition, nodeId));
    }

    private Optional<PartitionImage> with(TopicImage topic, PartitionImage partition, int nodeId) {
        if (partition.leader() != Leadership.NO_LEADER || !partition.replicas().contains(nodeId)) {
            return Optional.empty();
        }
        if (partition.isr().contains(nodeId)) {
            return Optional.of(partition.ledBy(nodeId, partition.isr()));
        }
        return mayBeUnclean(topic) ? Optional.of(partition.ledBy(nodeId, List.of(nodeId))) : Optional.empty();
    }

    private Optional<PartitionImage> without(TopicImage topic, PartitionImage partition, int nodeId) {
        if (!partition.isr().contains(nodeId)) {
            return Optional.empty();
        }
        List<Integer> others =
                partition.isr().stream().filter(id -> id != nodeId).toList();
        List<Integer> isr = others.isEmpty() ? partition.isr() : others;
        if (partition.leader() != nodeId) {
            return others.isEmpty() ? Optional.empty() : Optional.of(partition.withIsr(isr));
        }
        return Optional.of(firstLive(partition, others)
                .map(leader -> partition.ledBy(leader, isr))
                .or(() -> unclean(topic, partition, nodeId))
                .orElseGet(() -> partition.ledBy(Leadership.NO_LEADER, isr)));
    }

    private Optional<PartitionImage> unclean(TopicImage topic, PartitionImage partition, int nodeId) {
        List<Integer> others =
                partition.replicas().stream().filter(id -> id != nodeId).toList();
        return firstLive(partition, others)
                .filter(_ -> mayBeUnclean(topic))
                .map(leader -> partition.ledBy(leader, List.of(leader)));
    }

    /** In the order of the assignment. */
    private Optional<Integer> firstLive(PartitionImage partition, List<Integer> candidates) {
        return partition.replicas().stream()
                .filter(candidates::contains)
                .filter(image.cluster()::isLive)
                .findFirst();
    }

    private boolean mayBeUnclean(TopicImage topic) {
        return node.topic(image, topic.name()).uncleanLeaderElection();
    }

    private List<Message> changes(BiFunction<TopicImage, PartitionImage, Optional<PartitionImage>> change) {
        List<Message> records = new ArrayList<>();
        for (TopicImage topic : image.topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                change.apply(topic, partition).ifPresent(changed -> records.add(changed.toRecord(topic.id())));
            }
        }
        return records;
    }
}
