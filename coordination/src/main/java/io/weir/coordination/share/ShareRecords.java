package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.runtime.CoordinatorRecord;
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
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;

/** Changes as records of __consumer_offsets, byte for byte as Kafka 4.3 writes them. */
final class ShareRecords {

    static final short PROFILE = 10;
    static final short GROUP_EPOCH = 11;
    static final short TARGET_EPOCH = 12;
    static final short TARGET = 13;
    static final short PROGRESS = 14;
    static final short STATES = 15;

    /** The only version of each of these keys and values. */
    static final short VERSION = 0;

    /** In Kafka's words the state of a member that has nothing to give up: share groups know no other. */
    private static final byte STABLE = 0;

    private ShareRecords() {}

    static CoordinatorRecord of(ShareChange change) {
        return switch (change) {
            case ShareChange.GroupEpoch(String group, int epoch, long hash) ->
                record(
                        groupKey(group),
                        ShareGroupMetadataValue.builder()
                                .epoch(epoch)
                                .metadataHash(hash)
                                .build());
            case ShareChange.GroupGone(String group) -> CoordinatorRecord.tombstone(groupKey(group));
            case ShareChange.Profile(String group, String member, ShareMember.Profile profile) ->
                record(
                        profileKey(group, member),
                        ShareGroupMemberMetadataValue.builder()
                                .rackId(profile.rackId().orElse(null))
                                .clientId(profile.clientId())
                                .clientHost(profile.clientHost())
                                .subscribedTopicNames(List.copyOf(profile.topics()))
                                .build());
            case ShareChange.MemberGone(String group, String member) ->
                CoordinatorRecord.tombstone(profileKey(group, member));
            case ShareChange.TargetEpoch(String group, int epoch, long timestampMs) ->
                record(
                        targetEpochKey(group),
                        ShareGroupTargetAssignmentMetadataValue.builder()
                                .assignmentEpoch(epoch)
                                .assignmentTimestamp(timestampMs)
                                .build());
            case ShareChange.TargetsGone(String group) -> CoordinatorRecord.tombstone(targetEpochKey(group));
            case ShareChange.Target(String group, String member, Assignment assignment) ->
                record(targetKey(group, member), target(assignment));
            case ShareChange.TargetGone(String group, String member) ->
                CoordinatorRecord.tombstone(targetKey(group, member));
            case ShareChange.Progress(String group, String member, ShareMember.Progress progress) ->
                record(progressKey(group, member), progress(progress));
            case ShareChange.ProgressGone(String group, String member) ->
                CoordinatorRecord.tombstone(progressKey(group, member));
            case ShareChange.States(String group, StateTopics topics) -> record(statesKey(group), states(topics));
            case ShareChange.StatesGone(String group) -> CoordinatorRecord.tombstone(statesKey(group));
        };
    }

    private static ShareGroupTargetAssignmentMemberValue target(Assignment assignment) {
        return ShareGroupTargetAssignmentMemberValue.builder()
                .topicPartitions(assignment.partitions().entrySet().stream()
                        .map(topic -> ShareGroupTargetAssignmentMemberValue.TopicPartition.builder()
                                .topicId(topic.getKey())
                                .partitions(List.copyOf(topic.getValue()))
                                .build())
                        .toList())
                .build();
    }

    private static ShareGroupCurrentMemberAssignmentValue progress(ShareMember.Progress progress) {
        return ShareGroupCurrentMemberAssignmentValue.builder()
                .memberEpoch(progress.epoch())
                .previousMemberEpoch(progress.previousEpoch())
                .state(STABLE)
                .assignedPartitions(progress.assigned().partitions().entrySet().stream()
                        .map(topic -> ShareGroupCurrentMemberAssignmentValue.TopicPartitions.builder()
                                .topicId(topic.getKey())
                                .partitions(List.copyOf(topic.getValue()))
                                .build())
                        .toList())
                .build();
    }

    private static ShareGroupStatePartitionMetadataValue states(StateTopics topics) {
        return ShareGroupStatePartitionMetadataValue.builder()
                .initializingTopics(partitions(topics.making()))
                .initializedTopics(partitions(topics.made()))
                .deletingTopics(topics.removing().entrySet().stream()
                        .map(topic -> ShareGroupStatePartitionMetadataValue.TopicInfo.builder()
                                .topicId(topic.getKey())
                                .topicName(topic.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static List<ShareGroupStatePartitionMetadataValue.TopicPartitionsInfo> partitions(
            SortedMap<Uuid, StateTopics.Partitions> topics) {
        return topics.entrySet().stream()
                .map(topic -> ShareGroupStatePartitionMetadataValue.TopicPartitionsInfo.builder()
                        .topicId(topic.getKey())
                        .topicName(topic.getValue().topic())
                        .partitions(List.copyOf(topic.getValue().indexes()))
                        .build())
                .toList();
    }

    private static ByteBuffer groupKey(String group) {
        return bytes(ShareGroupMetadataKey.builder().groupId(group).build(), GROUP_EPOCH);
    }

    private static ByteBuffer profileKey(String group, String member) {
        return bytes(
                ShareGroupMemberMetadataKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROFILE);
    }

    private static ByteBuffer targetEpochKey(String group) {
        return bytes(
                ShareGroupTargetAssignmentMetadataKey.builder().groupId(group).build(), TARGET_EPOCH);
    }

    private static ByteBuffer targetKey(String group, String member) {
        return bytes(
                ShareGroupTargetAssignmentMemberKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                TARGET);
    }

    private static ByteBuffer progressKey(String group, String member) {
        return bytes(
                ShareGroupCurrentMemberAssignmentKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROGRESS);
    }

    private static ByteBuffer statesKey(String group) {
        return bytes(
                ShareGroupStatePartitionMetadataKey.builder().groupId(group).build(), STATES);
    }

    private static CoordinatorRecord record(ByteBuffer key, Message value) {
        return new CoordinatorRecord(key, bytes(value, VERSION));
    }

    private static ByteBuffer bytes(Message message, short prefix) {
        return CoordinatorRecord.bytes(prefix, message, VERSION);
    }
}
