package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.schema.ShareGroupCurrentMemberAssignmentKey;
import io.weir.coordination.schema.ShareGroupCurrentMemberAssignmentValue;
import io.weir.coordination.schema.ShareGroupMemberMetadataKey;
import io.weir.coordination.schema.ShareGroupMemberMetadataValue;
import io.weir.coordination.schema.ShareGroupMetadataKey;
import io.weir.coordination.schema.ShareGroupMetadataValue;
import io.weir.coordination.schema.ShareGroupStatePartitionMetadataKey;
import io.weir.coordination.schema.ShareGroupStatePartitionMetadataValue;
import io.weir.coordination.schema.ShareGroupTargetAssignmentMemberKey;
import io.weir.coordination.schema.ShareGroupTargetAssignmentMemberValue;
import io.weir.coordination.schema.ShareGroupTargetAssignmentMetadataKey;
import io.weir.coordination.schema.ShareGroupTargetAssignmentMetadataValue;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes from records of __consumer_offsets, ours or Kafka's. What is kept of a record is copied. */
final class ShareReplay {

    private ShareReplay() {}

    /**
     * The change of a record; empty when its kind is none of these.
     *
     * @param kind what the key began with
     * @param key behind that
     */
    static Optional<ShareChange> read(short kind, MessageReader key, @Nullable ByteBuffer valueBytes) {
        Optional<MessageReader> value =
                Optional.ofNullable(valueBytes).map(bytes -> new MessageReader(bytes.duplicate()));
        return switch (kind) {
            case ShareRecords.GROUP_EPOCH -> Optional.of(group(ShareGroupMetadataKey.read(key, 0), value));
            case ShareRecords.PROFILE -> Optional.of(profile(ShareGroupMemberMetadataKey.read(key, 0), value));
            case ShareRecords.TARGET_EPOCH ->
                Optional.of(targetEpoch(ShareGroupTargetAssignmentMetadataKey.read(key, 0), value));
            case ShareRecords.TARGET -> Optional.of(target(ShareGroupTargetAssignmentMemberKey.read(key, 0), value));
            case ShareRecords.PROGRESS ->
                Optional.of(progress(ShareGroupCurrentMemberAssignmentKey.read(key, 0), value));
            case ShareRecords.STATES -> Optional.of(states(ShareGroupStatePartitionMetadataKey.read(key, 0), value));
            default -> Optional.empty();
        };
    }

    private static ShareChange group(ShareGroupMetadataKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    ShareGroupMetadataValue value = ShareGroupMetadataValue.read(reader, reader.int16());
                    return new ShareChange.GroupEpoch(key.groupId(), value.epoch(), value.metadataHash());
                })
                .orElseGet(() -> new ShareChange.GroupGone(key.groupId()));
    }

    private static ShareChange profile(ShareGroupMemberMetadataKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    ShareGroupMemberMetadataValue value = ShareGroupMemberMetadataValue.read(reader, reader.int16());
                    return new ShareChange.Profile(
                            key.groupId(),
                            key.memberId(),
                            new ShareMember.Profile(
                                    value.clientId(),
                                    value.clientHost(),
                                    Optional.ofNullable(value.rackId()),
                                    new TreeSet<>(value.subscribedTopicNames())));
                })
                .orElseGet(() -> new ShareChange.MemberGone(key.groupId(), key.memberId()));
    }

    private static ShareChange targetEpoch(ShareGroupTargetAssignmentMetadataKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    ShareGroupTargetAssignmentMetadataValue value =
                            ShareGroupTargetAssignmentMetadataValue.read(reader, reader.int16());
                    return new ShareChange.TargetEpoch(
                            key.groupId(), value.assignmentEpoch(), value.assignmentTimestamp());
                })
                .orElseGet(() -> new ShareChange.TargetsGone(key.groupId()));
    }

    private static ShareChange target(ShareGroupTargetAssignmentMemberKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    Map<Uuid, Set<Integer>> partitions = new TreeMap<>();
                    ShareGroupTargetAssignmentMemberValue.read(reader, reader.int16())
                            .topicPartitions()
                            .forEach(topic -> partitions.put(topic.topicId(), new TreeSet<>(topic.partitions())));
                    return new ShareChange.Target(key.groupId(), key.memberId(), Assignment.of(partitions));
                })
                .orElseGet(() -> new ShareChange.TargetGone(key.groupId(), key.memberId()));
    }

    private static ShareChange progress(ShareGroupCurrentMemberAssignmentKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    ShareGroupCurrentMemberAssignmentValue value =
                            ShareGroupCurrentMemberAssignmentValue.read(reader, reader.int16());
                    Map<Uuid, Set<Integer>> partitions = new TreeMap<>();
                    value.assignedPartitions()
                            .forEach(topic -> partitions.put(topic.topicId(), new TreeSet<>(topic.partitions())));
                    return new ShareChange.Progress(
                            key.groupId(),
                            key.memberId(),
                            new ShareMember.Progress(
                                    value.memberEpoch(), value.previousMemberEpoch(), Assignment.of(partitions)));
                })
                .orElseGet(() -> new ShareChange.ProgressGone(key.groupId(), key.memberId()));
    }

    private static ShareChange states(ShareGroupStatePartitionMetadataKey key, Optional<MessageReader> in) {
        return in.<ShareChange>map(reader -> {
                    ShareGroupStatePartitionMetadataValue value =
                            ShareGroupStatePartitionMetadataValue.read(reader, reader.int16());
                    SortedMap<Uuid, String> removing = new TreeMap<>();
                    value.deletingTopics().forEach(topic -> removing.put(topic.topicId(), topic.topicName()));
                    return new ShareChange.States(
                            key.groupId(),
                            new StateTopics(
                                    partitions(value.initializingTopics()),
                                    partitions(value.initializedTopics()),
                                    removing));
                })
                .orElseGet(() -> new ShareChange.StatesGone(key.groupId()));
    }

    private static SortedMap<Uuid, StateTopics.Partitions> partitions(
            List<ShareGroupStatePartitionMetadataValue.TopicPartitionsInfo> topics) {
        SortedMap<Uuid, StateTopics.Partitions> partitions = new TreeMap<>();
        topics.forEach(topic ->
                partitions.put(topic.topicId(), StateTopics.Partitions.of(topic.topicName(), topic.partitions())));
        return partitions;
    }
}
