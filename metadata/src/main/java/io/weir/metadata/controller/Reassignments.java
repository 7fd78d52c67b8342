package io.weir.metadata.controller;

import io.weir.metadata.controller.AlterReassignments.Result;
import io.weir.metadata.controller.AlterReassignments.Target;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides one AlterReassignments command. Checks in Kafka's order, so that the same mistake gets the same error. */
final class Reassignments {

    private final NodeConfig node;
    private final MetadataImage image;
    private final ReplicaMoves moves;
    private final List<Message> records = new ArrayList<>();
    private final Map<Place, PartitionImage> changed = new HashMap<>();

    private record Place(Uuid topicId, int partitionId) {}

    Reassignments(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
        this.moves = new ReplicaMoves(image.cluster(), image.cluster()::isLive);
    }

    Decision<AlterReassignments.Answer> decide(AlterReassignments command) {
        List<Result> results = command.targets().stream()
                .map(target ->
                        new Result(target.topic(), target.partitionId(), decide(target, command.allowFactorChange())))
                .toList();
        return new Decision<>(records, new AlterReassignments.Answer(results));
    }

    private ApiError decide(Target target, boolean allowFactorChange) {
        try {
            TopicImage topic = image.topics()
                    .named(target.topic())
                    .orElseThrow(() -> new RefusedException(
                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                            "Unable to find a topic named " + target.topic() + "."));
            Place place = new Place(topic.id(), target.partitionId());
            PartitionImage partition = Optional.ofNullable(changed.get(place))
                    .or(() -> topic.partition(target.partitionId()))
                    .orElseThrow(() -> new RefusedException(
                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                            "Unable to find partition " + target.topic() + ":" + target.partitionId() + "."));
            PartitionImage after = target.replicas().isPresent()
                    ? reassigned(partition, target.replicas().get(), allowFactorChange)
                    : reverted(topic.name(), partition);
            if (!after.equals(partition)) {
                changed.put(place, after);
                records.add(after.toRecord(topic.id()));
            }
            return ApiError.NONE;
        } catch (RefusedException refused) {
            return refused.error();
        }
    }

    private PartitionImage reassigned(PartitionImage partition, List<Integer> target, boolean allowFactorChange) {
        Replicas.check(partition.partitionId(), target, image.cluster());
        int factor = partition.replicas().size()
                - partition.reassignment().removing().size();
        if (!allowFactorChange && target.size() != factor) {
            throw new RefusedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    // Word for word as Kafka, whose kafka-reassign-partitions passes it on.
                    "The replication factor is changed from " + factor + " to " + target.size());
        }
        return moves.toward(partition, target);
    }

    private PartitionImage reverted(String topic, PartitionImage partition) {
        if (!partition.reassignment().isInProgress()) {
            throw new RefusedException(
                    ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, ErrorCode.NO_REASSIGNMENT_IN_PROGRESS.defaultMessage());
        }
        ReplicaMoves.Reverted reverted = moves.reverted(partition);
        if (reverted.isUnclean() && !node.topic(image, topic).uncleanLeaderElection()) {
            throw Replicas.badAssignment("Unable to revert partition assignment for " + topic + ":"
                    + partition.partitionId() + " because it would require an unclean leader election.");
        }
        return reverted.partition();
    }
}
