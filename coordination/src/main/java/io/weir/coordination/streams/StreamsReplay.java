package io.weir.coordination.streams;

import io.weir.coordination.schema.StreamsGroupCurrentMemberAssignmentKey;
import io.weir.coordination.schema.StreamsGroupCurrentMemberAssignmentValue;
import io.weir.coordination.schema.StreamsGroupMemberMetadataKey;
import io.weir.coordination.schema.StreamsGroupMemberMetadataValue;
import io.weir.coordination.schema.StreamsGroupMetadataKey;
import io.weir.coordination.schema.StreamsGroupMetadataValue;
import io.weir.coordination.schema.StreamsGroupTargetAssignmentMemberKey;
import io.weir.coordination.schema.StreamsGroupTargetAssignmentMemberValue;
import io.weir.coordination.schema.StreamsGroupTargetAssignmentMetadataKey;
import io.weir.coordination.schema.StreamsGroupTargetAssignmentMetadataValue;
import io.weir.coordination.schema.StreamsGroupTopologyKey;
import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes from records of __consumer_offsets, ours or Kafka's. What is kept of a record is copied. */
final class StreamsReplay {

    private StreamsReplay() {}

    /**
     * The change of a record; empty when its kind is none of these.
     *
     * @param kind what the key began with
     * @param key behind that
     */
    static Optional<StreamsChange> read(short kind, MessageReader key, @Nullable ByteBuffer valueBytes) {
        Optional<MessageReader> value =
                Optional.ofNullable(valueBytes).map(bytes -> new MessageReader(bytes.duplicate()));
        return switch (kind) {
            case StreamsRecords.GROUP_EPOCH ->
                Optional.of(group(StreamsGroupMetadataKey.read(key, 0).groupId(), value));
            case StreamsRecords.TOPOLOGY ->
                Optional.of(topology(StreamsGroupTopologyKey.read(key, 0).groupId(), value));
            case StreamsRecords.PROFILE -> Optional.of(profile(StreamsGroupMemberMetadataKey.read(key, 0), value));
            case StreamsRecords.TARGET_EPOCH ->
                Optional.of(targetEpoch(
                        StreamsGroupTargetAssignmentMetadataKey.read(key, 0).groupId(), value));
            case StreamsRecords.TARGET ->
                Optional.of(target(StreamsGroupTargetAssignmentMemberKey.read(key, 0), value));
            case StreamsRecords.PROGRESS ->
                Optional.of(progress(StreamsGroupCurrentMemberAssignmentKey.read(key, 0), value));
            default -> Optional.empty();
        };
    }

    private static StreamsChange group(String groupId, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader -> {
                    StreamsGroupMetadataValue value = StreamsGroupMetadataValue.read(reader, reader.int16());
                    SortedMap<String, String> settings = new TreeMap<>();
                    Optional.ofNullable(value.lastAssignmentConfigs())
                            .orElse(List.of())
                            .forEach(setting -> settings.put(setting.key(), setting.value()));
                    return new StreamsChange.GroupEpoch(
                            groupId,
                            new StreamsChange.Epoch(
                                    value.epoch(), value.metadataHash(), value.validatedTopologyEpoch(), settings));
                })
                .orElseGet(() -> new StreamsChange.GroupGone(groupId));
    }

    private static StreamsChange topology(String groupId, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader ->
                        new StreamsChange.Topology(groupId, StreamsGroupTopologyValue.read(reader, reader.int16())))
                .orElseGet(() -> new StreamsChange.TopologyGone(groupId));
    }

    private static StreamsChange profile(StreamsGroupMemberMetadataKey key, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader -> {
                    StreamsGroupMemberMetadataValue value =
                            StreamsGroupMemberMetadataValue.read(reader, reader.int16());
                    SortedMap<String, String> tags = new TreeMap<>();
                    value.clientTags().forEach(tag -> tags.put(tag.key(), tag.value()));
                    return new StreamsChange.Profile(
                            key.groupId(),
                            key.memberId(),
                            new StreamsProfile(
                                    value.clientId(),
                                    value.clientHost(),
                                    Optional.ofNullable(value.rackId()),
                                    value.rebalanceTimeoutMs(),
                                    value.topologyEpoch(),
                                    new StreamsProfile.Instance(
                                            value.processId(),
                                            Optional.ofNullable(value.userEndpoint())
                                                    .map(endpoint -> new StreamsProfile.Endpoint(
                                                            endpoint.host(), endpoint.port())),
                                            tags)));
                })
                .orElseGet(() -> new StreamsChange.MemberGone(key.groupId(), key.memberId()));
    }

    private static StreamsChange targetEpoch(String groupId, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader -> {
                    StreamsGroupTargetAssignmentMetadataValue value =
                            StreamsGroupTargetAssignmentMetadataValue.read(reader, reader.int16());
                    return new StreamsChange.TargetEpoch(groupId, value.assignmentEpoch(), value.assignmentTimestamp());
                })
                .orElseGet(() -> new StreamsChange.TargetsGone(groupId));
    }

    private static StreamsChange target(StreamsGroupTargetAssignmentMemberKey key, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader -> {
                    StreamsGroupTargetAssignmentMemberValue value =
                            StreamsGroupTargetAssignmentMemberValue.read(reader, reader.int16());
                    return new StreamsChange.Target(
                            key.groupId(),
                            key.memberId(),
                            new Tasks(
                                    targets(value.activeTasks()),
                                    targets(value.standbyTasks()),
                                    targets(value.warmupTasks())));
                })
                .orElseGet(() -> new StreamsChange.TargetGone(key.groupId(), key.memberId()));
    }

    private static SortedSet<TaskId> targets(List<StreamsGroupTargetAssignmentMemberValue.TaskIds> tasks) {
        return TaskLists.from(
                tasks,
                StreamsGroupTargetAssignmentMemberValue.TaskIds::subtopologyId,
                StreamsGroupTargetAssignmentMemberValue.TaskIds::partitions);
    }

    private static StreamsChange progress(StreamsGroupCurrentMemberAssignmentKey key, Optional<MessageReader> in) {
        return in.<StreamsChange>map(reader -> {
                    StreamsGroupCurrentMemberAssignmentValue value =
                            StreamsGroupCurrentMemberAssignmentValue.read(reader, reader.int16());
                    int epoch = value.memberEpoch();
                    return new StreamsChange.Progress(
                            key.groupId(),
                            key.memberId(),
                            new StreamsProgress(
                                    epoch,
                                    value.previousMemberEpoch(),
                                    StreamsProgress.TaskState.of(value.state()),
                                    new HeldTasks(
                                            active(value.activeTasks(), epoch),
                                            held(value.standbyTasks()),
                                            held(value.warmupTasks())),
                                    new HeldTasks(
                                            active(value.activeTasksPendingRevocation(), epoch),
                                            held(value.standbyTasksPendingRevocation()),
                                            held(value.warmupTasksPendingRevocation()))));
                })
                .orElseGet(() -> new StreamsChange.ProgressGone(key.groupId(), key.memberId()));
    }

    /** Where no epochs are written, the member's own stands for all. */
    private static SortedMap<TaskId, Integer> active(
            List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> lists, int memberEpoch) {
        SortedMap<TaskId, Integer> tasks = new TreeMap<>();
        for (StreamsGroupCurrentMemberAssignmentValue.TaskIds list : lists) {
            List<Integer> epochs = list.assignmentEpochs();
            for (int i = 0; i < list.partitions().size(); i++) {
                tasks.put(
                        new TaskId(list.subtopologyId(), list.partitions().get(i)),
                        epochs == null || i >= epochs.size() ? memberEpoch : epochs.get(i));
            }
        }
        return tasks;
    }

    private static SortedSet<TaskId> held(List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> tasks) {
        return TaskLists.from(
                tasks,
                StreamsGroupCurrentMemberAssignmentValue.TaskIds::subtopologyId,
                StreamsGroupCurrentMemberAssignmentValue.TaskIds::partitions);
    }
}
