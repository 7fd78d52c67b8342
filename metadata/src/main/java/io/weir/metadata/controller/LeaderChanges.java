package io.weir.metadata.controller;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** What becomes of partitions when brokers come and go; who leads then is decided by {@link Succession}. */
final class LeaderChanges {

    private final NodeConfig node;
    private final MetadataImage image;

    LeaderChanges(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    /** The partitions as they are to be when this broker may not lead any more. */
    List<Message> without(int nodeId) {
        return changes(
                nodeId,
                (succession, partition) -> succession.withIsr(
                        partition,
                        partition.isr().stream().filter(id -> id != nodeId).toList()));
    }

    /** The same where the broker has stopped uncleanly: nobody knows whether it still has what it had. */
    List<Message> withoutForgetful(int nodeId) {
        return changes(nodeId, (succession, partition) -> succession.without(partition, nodeId));
    }

    private List<Message> changes(int nodeId, BiFunction<Succession, PartitionImage, PartitionImage> change) {
        IntPredicate others = id -> id != nodeId && image.cluster().isLive(id);
        ReplicaMoves moves = new ReplicaMoves(image.cluster(), others);
        return changes(
                partition -> partition.isr().contains(nodeId)
                        || partition.successors().eligible().contains(nodeId),
                others,
                (succession, partition) -> moves.settled(change.apply(succession, partition)));
    }

    /** The partitions without a leader that this broker can lead. */
    List<Message> with(int nodeId) {
        return changes(
                partition -> partition.leader() == Leadership.NO_LEADER
                        && partition.replicas().contains(nodeId),
                id -> id == nodeId || image.cluster().isLive(id),
                (succession, partition) -> succession.withIsr(partition, partition.isr()));
    }

    private List<Message> changes(
            Predicate<PartitionImage> isConcerned,
            IntPredicate mayLead,
            BiFunction<Succession, PartitionImage, PartitionImage> change) {
        List<Message> records = new ArrayList<>();
        for (TopicImage topic : image.topics().all()) {
            List<PartitionImage> concerned =
                    topic.partitions().stream().filter(isConcerned).toList();
            if (!concerned.isEmpty()) {
                Succession succession = new Succession(node, image, topic, mayLead);
                for (PartitionImage partition : concerned) {
                    PartitionImage changed = change.apply(succession, partition);
                    if (!changed.equals(partition)) {
                        records.add(changed.toRecord(topic.id()));
                    }
                }
            }
        }
        return records;
    }
}
