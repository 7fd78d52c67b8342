package io.weir.broker.wire;

import static io.weir.broker.wire.StreamsThread.equal;
import static io.weir.broker.wire.StreamsThread.owned;
import static io.weir.broker.wire.StreamsThread.taskOffset;
import static io.weir.broker.wire.StreamsThread.tasks;
import static io.weir.broker.wire.StreamsThread.topic;
import static io.weir.broker.wire.StreamsThread.topology;

import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.StreamsGroupDescribeRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams groups (KIP-1071), one wrong request at a time. */
@Execution(ExecutionMode.CONCURRENT)
class StreamsGroupsWireTest extends WireTable {

    private static final String INVALID = "INVALID_REQUEST member_epoch=0 status_code=";
    private static final String INVALID_TOPOLOGY = "STREAMS_INVALID_TOPOLOGY member_epoch=0 status_code=";
    private static final String NO_GROUP = "GROUP_ID_NOT_FOUND member_epoch=0 status_code=";

    /** What Kafka says where it did not reckon with a request. */
    private static final String KAFKAS_FAILURE = "UNKNOWN_SERVER_ERROR member_epoch=0 status_code=";

    @Override
    List<Row> rows() {
        return Stream.of(joins(), lives(), topologies(), topics(), otherGroups(), descriptions())
                .flatMap(List::stream)
                .toList();
    }

    private static Row member(String name, Function<StreamsThread, String> steps, String expected) {
        return row(name, scene -> steps.apply(new StreamsThread(scene)), expected);
    }

    private static Row joining(
            String name, UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change, String expected) {
        return member(name, m -> m.join(change), expected);
    }

    /** A topology of one part that reads the member's topic, changed. */
    private static Row part(String name, UnaryOperator<Subtopology.Builder> change, String expected) {
        return member(name, m -> m.join(r -> r.topology(topology(change.apply(m.part())))), expected);
    }

    private static List<Row> joins() {
        return List.of(
                joining("join", r -> r, "NONE member_epoch=2 status_code="),
                member(
                        "join twice",
                        m -> m.join(r -> r) + "; " + m.join(r -> r),
                        "NONE member_epoch=2 status_code=; NONE member_epoch=2 status_code="),
                member(
                        "join again with another timeout",
                        m -> m.join(r -> r) + "; " + m.join(r -> r.rebalanceTimeoutMs(5_000)),
                        "NONE member_epoch=2 status_code=; NONE member_epoch=3 status_code="),
                joining("a negative time", r -> r.rebalanceTimeoutMs(-5), "NONE member_epoch=2 status_code="),
                joining("no process", r -> r.processId(null), "NONE member_epoch=2 status_code="),
                joining("no time", r -> r.rebalanceTimeoutMs(-1), INVALID),
                joining("no topology", r -> r.topology(null), INVALID),
                joining("no member id", r -> r.memberId(""), INVALID),
                joining("a blank member id", r -> r.memberId(" "), INVALID),
                joining("no group id", r -> r.groupId(""), INVALID),
                joining("a blank group id", r -> r.groupId(" "), INVALID),
                joining("an empty rack", r -> r.rackId(""), INVALID),
                joining("an instance id", r -> r.instanceId("i"), INVALID),
                joining("with a task", r -> r.activeTasks(tasks("0", 0)), INVALID),
                joining("with a standby task", r -> r.standbyTasks(tasks("0", 0)), INVALID),
                joining("with a warm-up task", r -> r.warmupTasks(tasks("0", 0)), INVALID),
                joining("without a word on standby tasks", r -> r.standbyTasks(null), INVALID),
                joining("with offsets of tasks", r -> r.taskOffsets(List.of(taskOffset())), INVALID),
                joining("with end offsets of tasks", r -> r.taskEndOffsets(List.of(taskOffset())), INVALID),
                joining(
                        "join and shut all down",
                        r -> r.shutdownApplication(true),
                        "NONE member_epoch=2 status_code=4"));
    }

    private static List<Row> lives() {
        return List.of(
                member("live", m -> m.joined().live(r -> r), "NONE member_epoch=2 status_code="),
                member(
                        "live with its tasks",
                        m -> m.joined().live(r -> owned(r, "0", 0, 1)),
                        "NONE member_epoch=2 status_code="),
                member(
                        "live without a task",
                        m -> m.joined().live(r -> owned(r, "0")),
                        "NONE member_epoch=2 status_code="),
                member("live with a task there is not", m -> m.joined().live(r -> owned(r, "0", 2)), INVALID),
                member("live with a negative task", m -> m.joined().live(r -> owned(r, "0", -1)), INVALID),
                member("live with a part there is not", m -> m.joined().live(r -> owned(r, "9", 0)), INVALID),
                member("live with a topology", m -> m.joined().live(r -> r.topology(topology(m.part()))), INVALID),
                member("live with active tasks only", m -> m.joined().live(r -> r.activeTasks(tasks("0", 0))), INVALID),
                member(
                        "an epoch to come",
                        m -> m.joined().live(r -> r.memberEpoch(50)),
                        "FENCED_MEMBER_EPOCH member_epoch=0 status_code="),
                member(
                        "an older epoch",
                        m -> {
                            m.joined().join(r -> r.rebalanceTimeoutMs(5_000));
                            m.join(r -> r.rebalanceTimeoutMs(6_000));
                            return m.live(r -> r.memberEpoch(2));
                        },
                        "FENCED_MEMBER_EPOCH member_epoch=0 status_code="),
                member(
                        "the epoch before, without a word on tasks",
                        m -> {
                            m.joined().join(r -> r.rebalanceTimeoutMs(5_000));
                            return m.live(r -> r.memberEpoch(2));
                        },
                        "FENCED_MEMBER_EPOCH member_epoch=0 status_code="),
                member(
                        "the epoch before, with tasks it has",
                        m -> {
                            m.joined().join(r -> r.rebalanceTimeoutMs(5_000));
                            return m.live(r -> owned(r, "0", 0).memberEpoch(2));
                        },
                        "NONE member_epoch=3 status_code="),
                member("epoch -3", m -> m.joined().live(r -> r.memberEpoch(-3)), INVALID),
                member("epoch -2", m -> m.joined().live(r -> r.memberEpoch(-2)), INVALID),
                member(
                        "epoch -2 with an instance id",
                        m -> m.joined().live(r -> r.memberEpoch(-2).instanceId("i")),
                        INVALID),
                member(
                        "somebody else",
                        m -> m.joined().live(r -> r.memberId("me")),
                        "UNKNOWN_MEMBER_ID member_epoch=0 status_code="),
                member("in a group that is not there", m -> m.live(r -> r), NO_GROUP),
                member("leave", m -> m.joined().leave(r -> r), "NONE member_epoch=-1 status_code="),
                member(
                        "leave twice",
                        m -> m.joined().leave(r -> r) + "; " + m.leave(r -> r),
                        "NONE member_epoch=-1 status_code=; UNKNOWN_MEMBER_ID member_epoch=0 status_code="),
                member(
                        "leave, and join again",
                        m -> m.joined().leave(r -> r) + "; " + m.join(r -> r),
                        "NONE member_epoch=-1 status_code=; NONE member_epoch=4 status_code="),
                member(
                        "leave as somebody else",
                        m -> m.joined().leave(r -> r.memberId("me")),
                        "UNKNOWN_MEMBER_ID member_epoch=0 status_code="),
                member("leave a group that is not there", m -> m.leave(r -> r), NO_GROUP),
                member(
                        "leave and shut all down",
                        m -> m.joined().leave(r -> r.shutdownApplication(true)),
                        "NONE member_epoch=-1 status_code="),
                member(
                        "shut all down",
                        m -> m.joined().live(r -> r.shutdownApplication(true)),
                        "NONE member_epoch=2 status_code=4"));
    }

    /** What a topology may be. */
    private static List<Row> topologies() {
        return List.of(
                joining("a topology without parts", r -> r.topology(topology()), "NONE member_epoch=2 status_code="),
                joining(
                                "a negative topology epoch",
                                r -> r.topology(topology().toBuilder().epoch(-5).build()),
                                INVALID)
                        .unlike(KAFKAS_FAILURE),
                part("an expression for topics", p -> p.sourceTopicRegex(List.of("a.*")), INVALID),
                part("a part that reads nothing", p -> p.sourceTopics(List.of()), INVALID_TOPOLOGY),
                part("an internal topic", p -> p.sourceTopics(List.of("__consumer_offsets")), INVALID_TOPOLOGY),
                part("a topic with an illegal name", p -> p.sourceTopics(List.of("a b")), INVALID_TOPOLOGY),
                part("a topic with an empty name", p -> p.sourceTopics(List.of("")), INVALID_TOPOLOGY),
                part("a sink with an illegal name", p -> p.repartitionSinkTopics(List.of("a b")), INVALID_TOPOLOGY),
                part(
                        "a changelog with an illegal name",
                        p -> p.stateChangelogTopics(List.of(topic("a b", 0))),
                        INVALID_TOPOLOGY),
                part(
                        "a changelog with a number of partitions",
                        p -> p.stateChangelogTopics(List.of(topic("c", 2))),
                        INVALID_TOPOLOGY),
                part(
                        "a repartition topic nobody writes",
                        p -> p.repartitionSourceTopics(List.of(topic(Scene.unusedName(), 0))),
                        INVALID_TOPOLOGY),
                part(
                        "a repartition topic that depends on itself",
                        p -> {
                            String name = Scene.unusedName();
                            return p.sourceTopics(List.of())
                                    .repartitionSourceTopics(List.of(topic(name, 0)))
                                    .repartitionSinkTopics(List.of(name));
                        },
                        INVALID_TOPOLOGY),
                part(
                                "a repartition topic of -3 partitions",
                                p -> p.repartitionSourceTopics(List.of(topic(Scene.unusedName(), -3))),
                                INVALID_TOPOLOGY)
                        .unlike(KAFKAS_FAILURE),
                part("topics to be equal that there are not", p -> p.copartitionGroups(List.of(equal(0, 1))), INVALID)
                        .unlike(KAFKAS_FAILURE),
                member("a part twice", m -> m.join(r -> r.topology(topology(m.part(), m.part()))), INVALID)
                        .unlike(KAFKAS_FAILURE),
                member("another topology", m -> m.joined().join(r -> r.topology(topology())), INVALID),
                member(
                        "a later topology",
                        m -> m.joined()
                                .join(r -> r.topology(
                                        topology(m.part()).toBuilder().epoch(1).build())),
                        INVALID),
                member(
                        "an older topology of somebody else",
                        m -> {
                            Topology later =
                                    topology(m.part()).toBuilder().epoch(1).build();
                            return m.join(r -> r.topology(later)) + "; " + m.join(r -> r.memberId("other"));
                        },
                        "NONE member_epoch=2 status_code=; NONE member_epoch=3 status_code=0"));
    }

    /** What the topics may be; the status tells. */
    private static List<Row> topics() {
        return List.of(
                part(
                        "a topic that is not there",
                        p -> p.sourceTopics(List.of(Scene.unusedName())),
                        "NONE member_epoch=2 status_code=1"),
                part(
                        "a changelog that is not there",
                        p -> p.stateChangelogTopics(List.of(topic(Scene.unusedName(), 0))),
                        "NONE member_epoch=2 status_code=3"),
                part(
                        "a repartition topic that is not there",
                        p -> p.repartitionSourceTopics(List.of(topic(Scene.unusedName(), 2))),
                        "NONE member_epoch=2 status_code=3"),
                member(
                        "a changelog of another number of partitions",
                        m -> {
                            String changelog = m.scene.topic(3);
                            return m.join(r ->
                                    r.topology(topology(m.part().stateChangelogTopics(List.of(topic(changelog, 0))))));
                        },
                        "NONE member_epoch=2 status_code=2"),
                member(
                        "topics to be equal that are not",
                        m -> {
                            String other = m.scene.topic(1);
                            return m.join(r -> r.topology(topology(m.part()
                                    .sourceTopics(List.of(m.topic, other))
                                    .copartitionGroups(List.of(equal(0, 1))))));
                        },
                        "NONE member_epoch=2 status_code=2"),
                member(
                        "a topic that is made meanwhile",
                        m -> {
                            String late = Scene.unusedName();
                            Topology topology = topology(m.part().sourceTopics(List.of(late)));
                            return m.join(r -> r.topology(topology)) + "; " + m.live(r -> r);
                        },
                        "NONE member_epoch=2 status_code=1; NONE member_epoch=2 status_code=1"));
    }

    /** Groups of other protocols, and others in groups of this one. */
    private static List<Row> otherGroups() {
        return List.of(
                member("join a classic group", m -> m.classic() + m.join(r -> r), "NONE; " + NO_GROUP),
                member("live in a classic group", m -> m.classic() + m.live(r -> r), "NONE; " + NO_GROUP),
                member(
                        "join a group that only has offsets",
                        m -> m.offset() + m.join(r -> r),
                        "NONE; NONE member_epoch=2 status_code="),
                member("live in a group that only has offsets", m -> m.offset() + m.live(r -> r), "NONE; " + NO_GROUP),
                member("leave a group that only has offsets", m -> m.offset() + m.leave(r -> r), "NONE; " + NO_GROUP),
                member("join a consumer group", m -> m.consumer() + m.join(r -> r), "NONE; " + NO_GROUP),
                member("leave a consumer group", m -> m.consumer() + m.leave(r -> r), "NONE; " + NO_GROUP),
                member("join a share group", m -> m.sharer() + m.join(r -> r), "NONE; " + NO_GROUP),
                member("a classic member joins", m -> m.joined().classic(), "INCONSISTENT_GROUP_PROTOCOL; "),
                member("a consumer joins", m -> m.joined().consumer(), "GROUP_ID_NOT_FOUND; "),
                member("a share consumer joins", m -> m.joined().sharer(), "GROUP_ID_NOT_FOUND; "),
                member("somebody without a name commits", m -> m.joined().offset(), "UNKNOWN_MEMBER_ID; "));
    }

    private static List<Row> descriptions() {
        return List.of(
                row(
                        "describe an unknown group",
                        scene -> describe(scene, scene.group()),
                        "GROUP_ID_NOT_FOUND group_state= group_epoch=0 assignment_epoch=0"),
                row(
                        "describe an empty name",
                        scene -> describe(scene, ""),
                        "INVALID_GROUP_ID group_state= group_epoch=0 assignment_epoch=0"),
                row("describe none", scene -> describe(scene), " group_state= group_epoch= assignment_epoch="),
                member(
                        "describe",
                        m -> describe(m.joined().scene, m.group),
                        "NONE group_state=Stable group_epoch=2 assignment_epoch=2"),
                member(
                        "describe twice",
                        m -> describe(m.joined().scene, m.group, m.group),
                        "NONE, NONE group_state=Stable,Stable group_epoch=2,2 assignment_epoch=2,2"),
                member(
                        "describe a group that waits for its topics",
                        m -> {
                            m.join(r -> r.topology(topology(m.part().sourceTopics(List.of(Scene.unusedName())))));
                            return describe(m.scene, m.group);
                        },
                        "NONE group_state=NotReady group_epoch=2 assignment_epoch=2"),
                member(
                        "describe a group that is left",
                        m -> {
                            m.joined().leave(r -> r);
                            return describe(m.scene, m.group);
                        },
                        "NONE group_state=Empty group_epoch=3 assignment_epoch=2"),
                member(
                        "describe a classic group",
                        m -> m.classic() + describe(m.scene, m.group),
                        "NONE; GROUP_ID_NOT_FOUND group_state= group_epoch=0 assignment_epoch=0"),
                member(
                        "describe a consumer group",
                        m -> m.consumer() + describe(m.scene, m.group),
                        "NONE; GROUP_ID_NOT_FOUND group_state= group_epoch=0 assignment_epoch=0"),
                member(
                        "describe as a classic group",
                        m -> {
                            DescribeGroupsRequest request = DescribeGroupsRequest.builder()
                                    .groups(List.of(m.group))
                                    .build();
                            return m.joined().scene.call(request, 6).text("group_state");
                        },
                        "GROUP_ID_NOT_FOUND group_state=Dead"),
                member("delete a group with members", m -> delete(m.joined()), "NON_EMPTY_GROUP"),
                member(
                        "delete a group that is left",
                        m -> {
                            m.joined().leave(r -> r);
                            return delete(m) + "; " + describe(m.scene, m.group);
                        },
                        "NONE; GROUP_ID_NOT_FOUND group_state= group_epoch=0 assignment_epoch=0"));
    }

    private static String describe(Scene scene, String... groups) {
        StreamsGroupDescribeRequest request =
                StreamsGroupDescribeRequest.builder().groupIds(List.of(groups)).build();
        return scene.call(request, 0).text("group_state", "group_epoch", "assignment_epoch");
    }

    private static String delete(StreamsThread member) {
        DeleteGroupsRequest request =
                DeleteGroupsRequest.builder().groupsNames(List.of(member.group)).build();
        return member.scene.call(request, 2).text();
    }
}
