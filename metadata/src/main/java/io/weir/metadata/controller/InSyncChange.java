package io.weir.metadata.controller;

import io.weir.metadata.controller.AlterPartitions.Change;
import io.weir.metadata.controller.AlterPartitions.Member;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides one AlterPartitions command, by the checks of Kafka's controller and in their order. */
final class InSyncChange {

    private final NodeConfig node;
    private final MetadataImage image;
    private final List<Message> records = new ArrayList<>();
    private final Map<Place, PartitionImage> changed = new HashMap<>();

    private record Place(Uuid topicId, int partitionId) {}

    InSyncChange(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    Decision<AlterPartitions.Answer> decide(AlterPartitions command) {
        Optional<ApiError> stale = BrokerRules.staleBroker(image.cluster(), command.nodeId(), command.brokerEpoch());
        if (stale.isPresent()) {
            return Decision.nothing(new AlterPartitions.Answer(stale.get(), List.of()));
        }
        List<ErrorCode> results = command.changes().stream()
                .map(change -> decide(command.nodeId(), change))
                .toList();
        return new Decision<>(records, new AlterPartitions.Answer(ApiError.NONE, results));
    }

    private ErrorCode decide(int leader, Change change) {
        Optional<TopicImage> topic = image.topics().withId(change.topicId());
        if (topic.isEmpty()) {
            return ErrorCode.UNKNOWN_TOPIC_ID;
        }
        Place place = new Place(change.topicId(), change.partitionId());
        Optional<PartitionImage> known =
                Optional.ofNullable(changed.get(place)).or(() -> topic.get().partition(change.partitionId()));
        if (known.isEmpty()) {
            return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        }
        PartitionImage partition = known.get();
        List<Integer> isr = change.isr().stream().map(Member::nodeId).toList();
        ErrorCode refusal = refusal(leader, change, partition, isr);
        if (refusal == ErrorCode.NONE && !isr.equals(partition.isr())) {
            Succession succession = new Succession(node, image, topic.get(), image.cluster()::isLive);
            PartitionImage after = new ReplicaMoves(image.cluster(), image.cluster()::isLive)
                    .settled(succession.withIsr(partition, isr));
            changed.put(place, after);
            records.add(after.toRecord(change.topicId()));
            return after.leader() == leader ? ErrorCode.NONE : ErrorCode.NEW_LEADER_ELECTED;
        }
        return refusal;
    }

    private ErrorCode refusal(int leader, Change change, PartitionImage partition, List<Integer> isr) {
        if (change.leaderEpoch() > partition.leaderEpoch() || change.partitionEpoch() > partition.partitionEpoch()) {
            // The leader knows more than this controller: there is a newer one.
            return ErrorCode.NOT_CONTROLLER;
        }
        if (change.leaderEpoch() < partition.leaderEpoch()) {
            return ErrorCode.FENCED_LEADER_EPOCH;
        }
        if (partition.leader() != leader) {
            return ErrorCode.INVALID_REQUEST;
        }
        if (change.partitionEpoch() < partition.partitionEpoch()) {
            return ErrorCode.INVALID_UPDATE_VERSION;
        }
        Set<Integer> members = new HashSet<>(isr);
        if (members.size() != isr.size()
                || !partition.replicas().containsAll(members)
                || !members.contains(partition.leader())) {
            return ErrorCode.INVALID_REQUEST;
        }
        return change.isr().stream().allMatch(this::isEligible) ? ErrorCode.NONE : ErrorCode.INELIGIBLE_REPLICA;
    }

    /** KIP-841 and KIP-903: one that lives, and that has not registered anew since it fetched. */
    private boolean isEligible(Member member) {
        Optional<BrokerImage> broker = image.cluster().broker(member.nodeId());
        return broker.isPresent()
                && !broker.get().fenced()
                && (member.brokerEpoch() == -1
                        || member.brokerEpoch() == broker.get().epoch());
    }
}
