package io.weir.coordination.group;

import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.CopartitionGroup;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TaskIds;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TopicInfo;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A thread of a streams application that does what it is told: it works on what it was last given, says so with the next
 * heartbeat, and begins again with nothing when it is fenced. Its application counts words, through a repartition topic.
 */
final class StreamsClient {

    static final String INPUT = "lines";
    static final String REPARTITION = "app-words-repartition";
    static final String CHANGELOG = "app-counts-changelog";
    static final int REBALANCE_TIMEOUT_MS = 60_000;

    private final GroupWorld world;
    private final String groupId;
    private final String id;
    private final String processId;
    private int epoch;
    private SortedSet<String> active = new TreeSet<>();
    private SortedSet<String> standby = new TreeSet<>();
    private boolean isSlow;
    private Runnable outstanding = () -> {};
    private StreamsGroupHeartbeatResponse lastAnswer =
            StreamsGroupHeartbeatResponse.builder().build();

    StreamsClient(GroupWorld world, String groupId, String id, String processId) {
        this.world = world;
        this.groupId = groupId;
        this.id = id;
        this.processId = processId;
    }

    String id() {
        return id;
    }

    String processId() {
        return processId;
    }

    int epoch() {
        return epoch;
    }

    /** Tasks it runs, as "subtopology:partition". */
    SortedSet<String> active() {
        return active;
    }

    SortedSet<String> standby() {
        return standby;
    }

    /** From now on it takes up what it is given, and gives nothing up, until it catches up. It says what it has. */
    void slowsDown() {
        isSlow = true;
    }

    /** Gives up what it was last told to. */
    void catchesUp() {
        isSlow = false;
        outstanding.run();
        outstanding = () -> {};
    }

    StreamsGroupHeartbeatResponse lastAnswer() {
        return lastAnswer;
    }

    /** Sends a heartbeat and does what the answer says; missing internal topics are made, as the broker does. */
    ErrorCode beats() {
        return take(send());
    }

    /** Sends a heartbeat whose answer may be lost. */
    CompletableFuture<StreamsGroupHeartbeatResponse> send() {
        return world.coordinator()
                .streamsGroupHeartbeat(GroupWorld.context("client-" + id, 0), request())
                .thenApply(answer -> {
                    answer.missing().stream()
                            .filter(topic -> world.topics().partitionCount(topic.name()) == 0)
                            .forEach(topic -> world.topics().create(topic.name(), topic.partitions()));
                    return answer.response();
                });
    }

    ErrorCode leaves() {
        active = new TreeSet<>();
        standby = new TreeSet<>();
        epoch = -1;
        CompletableFuture<StreamsGroupHeartbeatResponse> answer = send();
        world.passes(0);
        return answer.isDone() ? ErrorCode.forCode(answer.join().errorCode()) : ErrorCode.NONE;
    }

    ErrorCode take(CompletableFuture<StreamsGroupHeartbeatResponse> future) {
        world.passes(100);
        lastAnswer = future.join();
        ErrorCode error = ErrorCode.forCode(lastAnswer.errorCode());
        switch (error) {
            case NONE -> {
                epoch = lastAnswer.memberEpoch();
                take(lastAnswer);
            }
            case FENCED_MEMBER_EPOCH, UNKNOWN_MEMBER_ID, GROUP_ID_NOT_FOUND -> {
                epoch = 0;
                outstanding = () -> {};
                active = new TreeSet<>();
                standby = new TreeSet<>();
            }
            default -> {}
        }
        return error;
    }

    private void take(StreamsGroupHeartbeatResponse answer) {
        List<StreamsGroupHeartbeatResponse.TaskIds> toRun = answer.activeTasks();
        List<StreamsGroupHeartbeatResponse.TaskIds> toCopy = answer.standbyTasks();
        if (toRun == null || toCopy == null) {
            return;
        }
        SortedSet<String> running = names(toRun);
        SortedSet<String> copying = names(toCopy);
        outstanding = () -> {
            active = running;
            standby = copying;
        };
        active = union(active, running);
        standby = union(standby, copying);
        if (!isSlow) {
            catchesUp();
        }
    }

    private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private StreamsGroupHeartbeatRequest request() {
        return StreamsGroupHeartbeatRequest.builder()
                .groupId(groupId)
                .memberId(id)
                .memberEpoch(epoch)
                .rebalanceTimeoutMs(REBALANCE_TIMEOUT_MS)
                .processId(processId)
                .topology(epoch == 0 ? topology() : null)
                .activeTasks(lists(active))
                .standbyTasks(lists(standby))
                .warmupTasks(List.of())
                .build();
    }

    static Topology topology() {
        TopicInfo words = TopicInfo.builder().name(REPARTITION).build();
        return Topology.builder()
                .epoch(0)
                .subtopologies(List.of(
                        Subtopology.builder()
                                .subtopologyId("0")
                                .sourceTopics(List.of(INPUT))
                                .repartitionSinkTopics(List.of(REPARTITION))
                                .build(),
                        Subtopology.builder()
                                .subtopologyId("1")
                                .repartitionSourceTopics(List.of(words))
                                .stateChangelogTopics(List.of(
                                        TopicInfo.builder().name(CHANGELOG).build()))
                                .copartitionGroups(List.of(CopartitionGroup.builder()
                                        .repartitionSourceTopics(List.of((short) 0))
                                        .build()))
                                .build()))
                .build();
    }

    private static SortedSet<String> names(List<StreamsGroupHeartbeatResponse.TaskIds> tasks) {
        SortedSet<String> names = new TreeSet<>();
        tasks.forEach(task -> task.partitions().forEach(p -> names.add(task.subtopologyId() + ":" + p)));
        return names;
    }

    private static List<TaskIds> lists(SortedSet<String> names) {
        TreeMap<String, List<Integer>> bySubtopology = new TreeMap<>();
        names.forEach(name -> bySubtopology
                .computeIfAbsent(name.substring(0, 1), _ -> new ArrayList<>())
                .add(Integer.valueOf(name.substring(2))));
        return bySubtopology.entrySet().stream()
                .map(entry -> TaskIds.builder()
                        .subtopologyId(entry.getKey())
                        .partitions(entry.getValue())
                        .build())
                .toList();
    }
}
