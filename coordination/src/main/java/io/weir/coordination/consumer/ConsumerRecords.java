package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.schema.ConsumerGroupCurrentMemberAssignmentKey;
import io.weir.coordination.schema.ConsumerGroupCurrentMemberAssignmentValue;
import io.weir.coordination.schema.ConsumerGroupMemberMetadataKey;
import io.weir.coordination.schema.ConsumerGroupMemberMetadataValue;
import io.weir.coordination.schema.ConsumerGroupMetadataKey;
import io.weir.coordination.schema.ConsumerGroupMetadataValue;
import io.weir.coordination.schema.ConsumerGroupPartitionMetadataKey;
import io.weir.coordination.schema.ConsumerGroupRegularExpressionKey;
import io.weir.coordination.schema.ConsumerGroupRegularExpressionValue;
import io.weir.coordination.schema.ConsumerGroupTargetAssignmentMemberKey;
import io.weir.coordination.schema.ConsumerGroupTargetAssignmentMemberValue;
import io.weir.coordination.schema.ConsumerGroupTargetAssignmentMetadataKey;
import io.weir.coordination.schema.ConsumerGroupTargetAssignmentMetadataValue;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;

/** Changes as records of __consumer_offsets, byte for byte as Kafka 4.3 writes them. */
final class ConsumerRecords {

    static final short GROUP_EPOCH = 3;
    static final short OLD_METADATA = 4;
    static final short PROFILE = 5;
    static final short TARGET_EPOCH = 6;
    static final short TARGET = 7;
    static final short PROGRESS = 8;
    static final short REGEX = 16;

    /** The only version of each of these keys and values. */
    static final short VERSION = 0;

    private ConsumerRecords() {}

    static CoordinatorRecord of(Change change) {
        return switch (change) {
            case Change.GroupEpoch(String group, int epoch, long hash) ->
                record(
                        groupKey(group),
                        ConsumerGroupMetadataValue.builder()
                                .epoch(epoch)
                                .metadataHash(hash)
                                .build());
            case Change.GroupGone(String group) -> CoordinatorRecord.tombstone(groupKey(group));
            case Change.OldMetadata(String group, boolean isThere) -> oldMetadata(group, isThere);
            case Change.Profile(String group, String member, MemberProfile profile) ->
                record(profileKey(group, member), profile(profile));
            case Change.MemberGone(String group, String member) ->
                CoordinatorRecord.tombstone(profileKey(group, member));
            case Change.TargetEpoch(String group, int epoch, long timestampMs) ->
                record(
                        targetEpochKey(group),
                        ConsumerGroupTargetAssignmentMetadataValue.builder()
                                .assignmentEpoch(epoch)
                                .assignmentTimestamp(timestampMs)
                                .build());
            case Change.TargetsGone(String group) -> CoordinatorRecord.tombstone(targetEpochKey(group));
            case Change.Target(String group, String member, Assignment assignment) ->
                record(targetKey(group, member), target(assignment));
            case Change.TargetGone(String group, String member) ->
                CoordinatorRecord.tombstone(targetKey(group, member));
            case Change.Progress(String group, String member, MemberProgress progress) ->
                record(progressKey(group, member), progress(progress));
            case Change.ProgressGone(String group, String member) ->
                CoordinatorRecord.tombstone(progressKey(group, member));
            case Change.Regex(String group, String regex, ResolvedRegex resolved) ->
                record(regexKey(group, regex), regex(resolved));
            case Change.RegexGone(String group, String regex) -> CoordinatorRecord.tombstone(regexKey(group, regex));
        };
    }

    private static CoordinatorRecord oldMetadata(String group, boolean isThere) {
        if (isThere) {
            throw new IllegalArgumentException("topic metadata is not written any more, of group " + group);
        }
        return CoordinatorRecord.tombstone(
                bytes(ConsumerGroupPartitionMetadataKey.builder().groupId(group).build(), OLD_METADATA));
    }

    private static ConsumerGroupMemberMetadataValue profile(MemberProfile profile) {
        return ConsumerGroupMemberMetadataValue.builder()
                .instanceId(profile.instanceId().orElse(null))
                .rackId(profile.place().rackId().orElse(null))
                .clientId(profile.clientId())
                .clientHost(profile.clientHost())
                .subscribedTopicNames(List.copyOf(profile.topics().names()))
                .subscribedTopicRegex(profile.topics().regex())
                .rebalanceTimeoutMs(profile.wishes().rebalanceTimeoutMs())
                .serverAssignor(profile.wishes().assignor().orElse(null))
                .classicMemberMetadata(
                        profile.classic().map(ConsumerRecords::classic).orElse(null))
                .build();
    }

    private static ConsumerGroupMemberMetadataValue.ClassicMemberMetadata classic(ClassicMembership classic) {
        return ConsumerGroupMemberMetadataValue.ClassicMemberMetadata.builder()
                .sessionTimeoutMs(classic.sessionTimeoutMs())
                .supportedProtocols(classic.protocols().stream()
                        .map(protocol -> ConsumerGroupMemberMetadataValue.ClassicProtocol.builder()
                                .name(protocol.name())
                                .metadata(protocol.metadata())
                                .build())
                        .toList())
                .build();
    }

    private static ConsumerGroupTargetAssignmentMemberValue target(Assignment assignment) {
        return ConsumerGroupTargetAssignmentMemberValue.builder()
                .topicPartitions(assignment.partitions().entrySet().stream()
                        .map(topic -> ConsumerGroupTargetAssignmentMemberValue.TopicPartition.builder()
                                .topicId(topic.getKey())
                                .partitions(List.copyOf(topic.getValue()))
                                .build())
                        .toList())
                .build();
    }

    private static ConsumerGroupCurrentMemberAssignmentValue progress(MemberProgress progress) {
        return ConsumerGroupCurrentMemberAssignmentValue.builder()
                .memberEpoch(progress.epoch())
                .previousMemberEpoch(progress.previousEpoch())
                .state(progress.state().code())
                .assignedPartitions(owned(progress.assigned()))
                .partitionsPendingRevocation(owned(progress.revoking()))
                .build();
    }

    private static List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> owned(OwnedPartitions partitions) {
        return partitions.epochs().entrySet().stream()
                .map(topic -> ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions.builder()
                        .topicId(topic.getKey())
                        .partitions(List.copyOf(topic.getValue().keySet()))
                        .assignmentEpochs(List.copyOf(topic.getValue().values()))
                        .build())
                .toList();
    }

    private static ConsumerGroupRegularExpressionValue regex(ResolvedRegex resolved) {
        return ConsumerGroupRegularExpressionValue.builder()
                .topics(List.copyOf(resolved.topics()))
                .version(resolved.version())
                .timestamp(resolved.timestampMs())
                .build();
    }

    private static ByteBuffer groupKey(String group) {
        return bytes(ConsumerGroupMetadataKey.builder().groupId(group).build(), GROUP_EPOCH);
    }

    private static ByteBuffer profileKey(String group, String member) {
        return bytes(
                ConsumerGroupMemberMetadataKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROFILE);
    }

    private static ByteBuffer targetEpochKey(String group) {
        return bytes(
                ConsumerGroupTargetAssignmentMetadataKey.builder()
                        .groupId(group)
                        .build(),
                TARGET_EPOCH);
    }

    private static ByteBuffer targetKey(String group, String member) {
        return bytes(
                ConsumerGroupTargetAssignmentMemberKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                TARGET);
    }

    private static ByteBuffer progressKey(String group, String member) {
        return bytes(
                ConsumerGroupCurrentMemberAssignmentKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROGRESS);
    }

    private static ByteBuffer regexKey(String group, String regex) {
        return bytes(
                ConsumerGroupRegularExpressionKey.builder()
                        .groupId(group)
                        .regularExpression(regex)
                        .build(),
                REGEX);
    }

    private static CoordinatorRecord record(ByteBuffer key, Message value) {
        return new CoordinatorRecord(key, bytes(value, VERSION));
    }

    private static ByteBuffer bytes(Message message, short prefix) {
        return CoordinatorRecord.bytes(prefix, message, VERSION);
    }
}
