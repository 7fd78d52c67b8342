package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.consumer.MemberProfile.Place;
import io.weir.coordination.consumer.MemberProfile.Topics;
import io.weir.coordination.consumer.MemberProfile.Wishes;
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
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Changes from records of __consumer_offsets, ours or Kafka's. What is kept of a record is copied. */
final class ConsumerReplay {

    private ConsumerReplay() {}

    /**
     * The change of a record; empty when its kind is none of these.
     *
     * @param kind what the key began with
     * @param key behind that
     */
    static Optional<Change> read(short kind, MessageReader key, @Nullable ByteBuffer valueBytes) {
        Optional<MessageReader> value =
                Optional.ofNullable(valueBytes).map(bytes -> new MessageReader(bytes.duplicate()));
        return switch (kind) {
            case ConsumerRecords.GROUP_EPOCH -> Optional.of(group(ConsumerGroupMetadataKey.read(key, 0), value));
            case ConsumerRecords.OLD_METADATA ->
                Optional.of(new Change.OldMetadata(
                        ConsumerGroupPartitionMetadataKey.read(key, 0).groupId(), value.isPresent()));
            case ConsumerRecords.PROFILE -> Optional.of(profile(ConsumerGroupMemberMetadataKey.read(key, 0), value));
            case ConsumerRecords.TARGET_EPOCH ->
                Optional.of(targetEpoch(ConsumerGroupTargetAssignmentMetadataKey.read(key, 0), value));
            case ConsumerRecords.TARGET ->
                Optional.of(target(ConsumerGroupTargetAssignmentMemberKey.read(key, 0), value));
            case ConsumerRecords.PROGRESS ->
                Optional.of(progress(ConsumerGroupCurrentMemberAssignmentKey.read(key, 0), value));
            case ConsumerRecords.REGEX -> Optional.of(regex(ConsumerGroupRegularExpressionKey.read(key, 0), value));
            default -> Optional.empty();
        };
    }

    private static Change group(ConsumerGroupMetadataKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> {
                    ConsumerGroupMetadataValue value = ConsumerGroupMetadataValue.read(reader, reader.int16());
                    return new Change.GroupEpoch(key.groupId(), value.epoch(), value.metadataHash());
                })
                .orElseGet(() -> new Change.GroupGone(key.groupId()));
    }

    private static Change profile(ConsumerGroupMemberMetadataKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> new Change.Profile(
                        key.groupId(),
                        key.memberId(),
                        profile(ConsumerGroupMemberMetadataValue.read(reader, reader.int16()))))
                .orElseGet(() -> new Change.MemberGone(key.groupId(), key.memberId()));
    }

    private static MemberProfile profile(ConsumerGroupMemberMetadataValue value) {
        return new MemberProfile(
                value.clientId(),
                value.clientHost(),
                new Place(Optional.ofNullable(value.instanceId()), Optional.ofNullable(value.rackId())),
                new Topics(
                        new TreeSet<>(value.subscribedTopicNames()),
                        Optional.ofNullable(value.subscribedTopicRegex()).orElse("")),
                new Wishes(value.rebalanceTimeoutMs(), Optional.ofNullable(value.serverAssignor())),
                Optional.ofNullable(value.classicMemberMetadata())
                        .map(classic -> new ClassicMembership(
                                classic.sessionTimeoutMs(),
                                classic.supportedProtocols().stream()
                                        .map(protocol ->
                                                new ClassicMembership.Protocol(protocol.name(), protocol.metadata()))
                                        .toList())));
    }

    private static Change targetEpoch(ConsumerGroupTargetAssignmentMetadataKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> {
                    ConsumerGroupTargetAssignmentMetadataValue value =
                            ConsumerGroupTargetAssignmentMetadataValue.read(reader, reader.int16());
                    return new Change.TargetEpoch(key.groupId(), value.assignmentEpoch(), value.assignmentTimestamp());
                })
                .orElseGet(() -> new Change.TargetsGone(key.groupId()));
    }

    private static Change target(ConsumerGroupTargetAssignmentMemberKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> {
                    Map<Uuid, Set<Integer>> partitions = new HashMap<>();
                    ConsumerGroupTargetAssignmentMemberValue.read(reader, reader.int16())
                            .topicPartitions()
                            .forEach(topic -> partitions.put(topic.topicId(), new TreeSet<>(topic.partitions())));
                    return new Change.Target(key.groupId(), key.memberId(), Assignment.of(partitions));
                })
                .orElseGet(() -> new Change.TargetGone(key.groupId(), key.memberId()));
    }

    private static Change progress(ConsumerGroupCurrentMemberAssignmentKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> {
                    ConsumerGroupCurrentMemberAssignmentValue value =
                            ConsumerGroupCurrentMemberAssignmentValue.read(reader, reader.int16());
                    return new Change.Progress(
                            key.groupId(),
                            key.memberId(),
                            new MemberProgress(
                                    value.memberEpoch(),
                                    value.previousMemberEpoch(),
                                    MemberState.of(value.state()),
                                    owned(value.assignedPartitions(), value.memberEpoch()),
                                    owned(value.partitionsPendingRevocation(), value.memberEpoch())));
                })
                .orElseGet(() -> new Change.ProgressGone(key.groupId(), key.memberId()));
    }

    /** Where no epochs are written, as by Kafka before 4.3, the member's own stands for all. */
    private static OwnedPartitions owned(
            List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics, int memberEpoch) {
        Map<Uuid, SortedMap<Integer, Integer>> epochs = new TreeMap<>();
        for (ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions topic : topics) {
            List<Integer> written = topic.assignmentEpochs();
            boolean isUsable =
                    written != null && written.size() == topic.partitions().size();
            SortedMap<Integer, Integer> byPartition = new TreeMap<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                byPartition.put(topic.partitions().get(i), written != null && isUsable ? written.get(i) : memberEpoch);
            }
            epochs.put(topic.topicId(), byPartition);
        }
        return OwnedPartitions.of(epochs);
    }

    private static Change regex(ConsumerGroupRegularExpressionKey key, Optional<MessageReader> in) {
        return in.<Change>map(reader -> {
                    ConsumerGroupRegularExpressionValue value =
                            ConsumerGroupRegularExpressionValue.read(reader, reader.int16());
                    return new Change.Regex(
                            key.groupId(),
                            key.regularExpression(),
                            new ResolvedRegex(new TreeSet<>(value.topics()), value.version(), value.timestamp()));
                })
                .orElseGet(() -> new Change.RegexGone(key.groupId(), key.regularExpression()));
    }
}
