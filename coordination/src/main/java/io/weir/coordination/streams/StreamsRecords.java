package io.weir.coordination.streams;

import io.weir.coordination.runtime.CoordinatorRecord;
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
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;

/** Changes as records of __consumer_offsets, byte for byte as Kafka 4.3 writes them. */
final class StreamsRecords {

    static final short GROUP_EPOCH = 17;
    static final short PROFILE = 19;
    static final short TARGET_EPOCH = 20;
    static final short TARGET = 21;
    static final short PROGRESS = 22;
    static final short TOPOLOGY = 23;

    /** The only version of each of these keys and values. */
    static final short VERSION = 0;

    private StreamsRecords() {}

    static CoordinatorRecord of(StreamsChange change) {
        return switch (change) {
            case StreamsChange.GroupEpoch(String group, StreamsChange.Epoch epoch) ->
                record(groupKey(group), epoch(epoch));
            case StreamsChange.GroupGone(String group) -> CoordinatorRecord.tombstone(groupKey(group));
            case StreamsChange.Topology(String group, Message topology) -> record(topologyKey(group), topology);
            case StreamsChange.TopologyGone(String group) -> CoordinatorRecord.tombstone(topologyKey(group));
            case StreamsChange.Profile(String group, String member, StreamsProfile profile) ->
                record(profileKey(group, member), profile(profile));
            case StreamsChange.MemberGone(String group, String member) ->
                CoordinatorRecord.tombstone(profileKey(group, member));
            case StreamsChange.TargetEpoch(String group, int epoch, long timestampMs) ->
                record(
                        targetEpochKey(group),
                        StreamsGroupTargetAssignmentMetadataValue.builder()
                                .assignmentEpoch(epoch)
                                .assignmentTimestamp(timestampMs)
                                .build());
            case StreamsChange.TargetsGone(String group) -> CoordinatorRecord.tombstone(targetEpochKey(group));
            case StreamsChange.Target(String group, String member, Tasks tasks) ->
                record(targetKey(group, member), target(tasks));
            case StreamsChange.TargetGone(String group, String member) ->
                CoordinatorRecord.tombstone(targetKey(group, member));
            case StreamsChange.Progress(String group, String member, StreamsProgress progress) ->
                record(progressKey(group, member), progress(progress));
            case StreamsChange.ProgressGone(String group, String member) ->
                CoordinatorRecord.tombstone(progressKey(group, member));
        };
    }

    private static StreamsGroupMetadataValue epoch(StreamsChange.Epoch epoch) {
        return StreamsGroupMetadataValue.builder()
                .epoch(epoch.number())
                .metadataHash(epoch.metadataHash())
                .validatedTopologyEpoch(epoch.validatedTopologyEpoch())
                .lastAssignmentConfigs(epoch.settings().entrySet().stream()
                        .map(setting -> StreamsGroupMetadataValue.LastAssignmentConfig.builder()
                                .key(setting.getKey())
                                .value(setting.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static StreamsGroupMemberMetadataValue profile(StreamsProfile profile) {
        return StreamsGroupMemberMetadataValue.builder()
                .rackId(profile.rackId().orElse(null))
                .clientId(profile.clientId())
                .clientHost(profile.clientHost())
                .rebalanceTimeoutMs(profile.rebalanceTimeoutMs())
                .topologyEpoch(profile.topologyEpoch())
                .processId(profile.process().id())
                .userEndpoint(profile.process()
                        .endpoint()
                        .map(endpoint -> StreamsGroupMemberMetadataValue.Endpoint.builder()
                                .host(endpoint.host())
                                .port(endpoint.port())
                                .build())
                        .orElse(null))
                .clientTags(profile.process().tags().entrySet().stream()
                        .map(tag -> StreamsGroupMemberMetadataValue.KeyValue.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static StreamsGroupTargetAssignmentMemberValue target(Tasks tasks) {
        return StreamsGroupTargetAssignmentMemberValue.builder()
                .activeTasks(targets(tasks.active()))
                .standbyTasks(targets(tasks.standby()))
                .warmupTasks(targets(tasks.warmup()))
                .build();
    }

    private static List<StreamsGroupTargetAssignmentMemberValue.TaskIds> targets(Iterable<TaskId> tasks) {
        return TaskLists.of(
                tasks,
                (subtopology, partitions) -> StreamsGroupTargetAssignmentMemberValue.TaskIds.builder()
                        .subtopologyId(subtopology)
                        .partitions(partitions)
                        .build());
    }

    private static StreamsGroupCurrentMemberAssignmentValue progress(StreamsProgress progress) {
        return StreamsGroupCurrentMemberAssignmentValue.builder()
                .memberEpoch(progress.epoch())
                .previousMemberEpoch(progress.previousEpoch())
                .state(progress.state().code())
                .activeTasks(active(progress.assigned()))
                .standbyTasks(held(progress.assigned().standby()))
                .warmupTasks(held(progress.assigned().warmup()))
                .activeTasksPendingRevocation(active(progress.revoking()))
                .standbyTasksPendingRevocation(held(progress.revoking().standby()))
                .warmupTasksPendingRevocation(held(progress.revoking().warmup()))
                .build();
    }

    private static List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> active(HeldTasks tasks) {
        return TaskLists.of(
                tasks.active().keySet(),
                (subtopology, partitions) -> StreamsGroupCurrentMemberAssignmentValue.TaskIds.builder()
                        .subtopologyId(subtopology)
                        .partitions(partitions)
                        .assignmentEpochs(partitions.stream()
                                .map(partition -> tasks.active().getOrDefault(new TaskId(subtopology, partition), 0))
                                .toList())
                        .build());
    }

    private static List<StreamsGroupCurrentMemberAssignmentValue.TaskIds> held(Iterable<TaskId> tasks) {
        return TaskLists.of(
                tasks,
                (subtopology, partitions) -> StreamsGroupCurrentMemberAssignmentValue.TaskIds.builder()
                        .subtopologyId(subtopology)
                        .partitions(partitions)
                        .build());
    }

    private static ByteBuffer groupKey(String group) {
        return bytes(StreamsGroupMetadataKey.builder().groupId(group).build(), GROUP_EPOCH);
    }

    private static ByteBuffer topologyKey(String group) {
        return bytes(StreamsGroupTopologyKey.builder().groupId(group).build(), TOPOLOGY);
    }

    private static ByteBuffer targetEpochKey(String group) {
        return bytes(
                StreamsGroupTargetAssignmentMetadataKey.builder().groupId(group).build(), TARGET_EPOCH);
    }

    private static ByteBuffer profileKey(String group, String member) {
        return bytes(
                StreamsGroupMemberMetadataKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROFILE);
    }

    private static ByteBuffer targetKey(String group, String member) {
        return bytes(
                StreamsGroupTargetAssignmentMemberKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                TARGET);
    }

    private static ByteBuffer progressKey(String group, String member) {
        return bytes(
                StreamsGroupCurrentMemberAssignmentKey.builder()
                        .groupId(group)
                        .memberId(member)
                        .build(),
                PROGRESS);
    }

    private static CoordinatorRecord record(ByteBuffer key, Message value) {
        return new CoordinatorRecord(key, bytes(value, VERSION));
    }

    private static ByteBuffer bytes(Message message, short prefix) {
        return CoordinatorRecord.bytes(prefix, message, VERSION);
    }
}
