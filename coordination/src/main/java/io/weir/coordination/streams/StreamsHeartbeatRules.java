package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TaskIds;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a heartbeat whatever the state of its group. What Kafka 4.3 does not know yet is refused as there. */
final class StreamsHeartbeatRules {

    private static final int STATIC_LEAVE = -2;
    private static final int NOT_SAID = -1;

    private StreamsHeartbeatRules() {}

    static void check(StreamsGroupHeartbeatRequest request) {
        refuseIf(request.instanceId() != null, "Static membership is not yet supported.");
        refuseIf(request.taskOffsets() != null, "TaskOffsets are not supported yet.");
        refuseIf(request.taskEndOffsets() != null, "TaskEndOffsets are not supported yet.");
        refuseIf(isFilled(request.warmupTasks()), "WarmupTasks are not supported yet.");
        refuseIf(request.memberId().isBlank(), "MemberId must not be empty");
        refuseIf(request.groupId().isBlank(), "GroupId must not be empty");
        String rack = request.rackId();
        refuseIf(rack != null && rack.isBlank(), "RackId must not be empty");
        refuseIf(
                request.memberEpoch() < NOT_SAID,
                "MemberEpoch " + request.memberEpoch() + " means nothing"
                        + (request.memberEpoch() == STATIC_LEAVE ? " for a member that is not static" : ""));
        boolean saysTasks =
                request.activeTasks() != null || request.standbyTasks() != null || request.warmupTasks() != null;
        boolean saysAll =
                request.activeTasks() != null && request.standbyTasks() != null && request.warmupTasks() != null;
        refuseIf(saysTasks && !saysAll, "ActiveTasks, StandbyTasks and WarmupTasks must be given together");
        Topology topology = request.topology();
        if (request.memberEpoch() == 0) {
            checkJoin(request, topology);
        } else {
            refuseIf(topology != null, "Topology must be given by a member that joins, and by no other");
        }
    }

    private static void checkJoin(StreamsGroupHeartbeatRequest request, @Nullable Topology topology) {
        refuseIf(request.rebalanceTimeoutMs() == NOT_SAID, "RebalanceTimeoutMs must be given by a member that joins");
        refuseIf(
                isFilled(request.activeTasks()) || isFilled(request.standbyTasks()),
                "ActiveTasks and StandbyTasks must be empty for a member that joins");
        if (topology == null) {
            throw invalid("Topology must be given by a member that joins");
        }
        refuseIf(topology.epoch() < 0, "Topology epoch " + topology.epoch() + " must not be negative");
        long parts = topology.subtopologies().stream()
                .map(Subtopology::subtopologyId)
                .distinct()
                .count();
        refuseIf(parts < topology.subtopologies().size(), "Topology has several subtopologies of one id");
        for (Subtopology part : topology.subtopologies()) {
            refuseIf(
                    !part.sourceTopicRegex().isEmpty(), "Regular expressions for source topics are not supported yet.");
            part.stateChangelogTopics().stream()
                    .filter(topic -> topic.partitions() != 0)
                    .findFirst()
                    .ifPresent(topic -> {
                        throw new GroupRefusedException(
                                ErrorCode.STREAMS_INVALID_TOPOLOGY,
                                "Changelog topic " + topic.name() + " must not ask for " + topic.partitions()
                                        + " partitions: it gets as many as there are tasks");
                    });
            part.repartitionSourceTopics().stream()
                    .filter(topic -> topic.partitions() < 0)
                    .findFirst()
                    .ifPresent(topic -> {
                        throw new GroupRefusedException(
                                ErrorCode.STREAMS_INVALID_TOPOLOGY,
                                "Repartition topic " + topic.name() + " cannot have " + topic.partitions()
                                        + " partitions; 0 leaves the number to the group");
                    });
            part.copartitionGroups().forEach(group -> {
                refuseIf(
                        !areIndexes(group.sourceTopics(), part.sourceTopics().size())
                                || !areIndexes(
                                        group.repartitionSourceTopics(),
                                        part.repartitionSourceTopics().size()),
                        "CopartitionGroups of subtopology " + part.subtopologyId() + " name topics it does not have");
            });
        }
    }

    private static boolean areIndexes(List<Short> indexes, int size) {
        return indexes.stream().allMatch(index -> index >= 0 && index < size);
    }

    private static boolean isFilled(@Nullable List<TaskIds> tasks) {
        return tasks != null && !tasks.isEmpty();
    }

    private static void refuseIf(boolean isWrong, String message) {
        if (isWrong) {
            throw invalid(message);
        }
    }

    private static GroupRefusedException invalid(String message) {
        return new GroupRefusedException(ErrorCode.INVALID_REQUEST, message);
    }
}
