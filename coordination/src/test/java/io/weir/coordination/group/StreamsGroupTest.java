package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.rebalance.Rebalance;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TopicInfo;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.Status;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams groups (KIP-1071), step by step: what members are told, and what is refused. */
class StreamsGroupTest {

    private final GroupWorld world = new GroupWorld();

    @Test
    void aGroupWaitsForItsTopicsAndIsAssignedWhenTheyAreThere() {
        // given
        StreamsClient a = client("a");

        // when its source topic is missing
        a.beats();

        // then
        assertThat(a.lastAnswer().status()).extracting(Status::statusCode).contains((byte) 1);
        assertThat(state()).isEqualTo("NotReady");

        // when it is there, the internal topics are asked for
        world.topics().create(StreamsClient.INPUT, 3);
        a.beats();

        // then they have as many partitions as their sources
        assertThat(a.lastAnswer().status()).extracting(Status::statusCode).contains((byte) 3);
        assertThat(world.topics().partitionCount(StreamsClient.REPARTITION)).isEqualTo(3);
        assertThat(world.topics().partitionCount(StreamsClient.CHANGELOG)).isEqualTo(3);

        // when it has waited for more members, too
        world.passes(3_000);
        a.beats();
        world.passes(1_000);
        a.beats();

        // then
        assertThat(state()).isEqualTo("Stable");
        assertThat(a.active()).containsExactly("0:0", "0:1", "0:2", "1:0", "1:1", "1:2");
        assertThat(a.lastAnswer().status()).isEmpty();
    }

    @Test
    void aNewGroupIsAssignedWhenItHasWaitedForMoreMembers() {
        // given
        givenTopics();
        StreamsClient a = client("a");
        StreamsClient b = client("b");

        // when
        a.beats();
        b.beats();

        // then
        assertThat(a.active()).isEmpty();
        assertThat(a.lastAnswer().status()).extracting(Status::statusCode).containsExactly((byte) 5);

        // when
        world.passes(3_000);
        a.beats();
        b.beats();

        // then
        assertThat(a.active()).hasSize(3);
        assertThat(b.active()).hasSize(3);
        assertThat(lastRebalance().why()).contains("member a joined", "member b joined");
        assertThat(lastRebalance().isOver()).isTrue();
    }

    @Test
    void aMemberThatDoesNotGiveTasksUpInTimeIsRemoved() {
        // given
        givenTopics();
        StreamsClient a = client("a");
        a.beats();
        world.passes(3_000);
        a.beats();
        StreamsClient b = client("b");
        b.beats();
        world.passes(1_000);
        b.beats();

        // when the first is told to give tasks up, and still names them
        ask(request -> request.memberId("a").memberEpoch(a.epoch()));
        for (int i = 0; i < 13; i++) {
            world.passes(5_000);
            ask(request -> request.memberId("a").memberEpoch(a.epoch()));
            b.beats();
        }

        // then
        assertThat(lastRebalance().why()).contains("member a did not give up its partitions within 60000 ms");
        world.passes(1_000);
        b.beats();
        assertThat(b.active()).hasSize(6);
    }

    @Test
    void heartbeatsThatMakeNoSenseAreRefusedWithKafkasErrors() {
        givenTopics();
        assertRefused(request -> request.memberId(" "), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request.memberEpoch(-3), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request.instanceId("i"), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request.memberEpoch(0), ErrorCode.INVALID_REQUEST);
        assertRefused(
                request -> request.memberEpoch(0).rebalanceTimeoutMs(1_000).topology(null), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request.activeTasks(List.of()), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request.topology(StreamsClient.topology()), ErrorCode.INVALID_REQUEST);
        assertRefused(request -> request, ErrorCode.GROUP_ID_NOT_FOUND);
        assertRefused(request -> request.memberEpoch(-1), ErrorCode.GROUP_ID_NOT_FOUND);
        assertRefused(request -> join(request, loop()), ErrorCode.STREAMS_INVALID_TOPOLOGY);
        assertRefused(request -> join(request, sizedChangelog()), ErrorCode.STREAMS_INVALID_TOPOLOGY);
        assertThat(world.now(world.coordinator().insight("app")).get().rebalances())
                .isEmpty();

        StreamsClient a = client("a");
        a.beats();
        assertRefused(request -> request, ErrorCode.UNKNOWN_MEMBER_ID);
        assertRefused(request -> request.memberId("a").memberEpoch(99), ErrorCode.FENCED_MEMBER_EPOCH);
        assertRefused(
                request -> join(
                        request, StreamsClient.topology().toBuilder().epoch(1).build()),
                ErrorCode.INVALID_REQUEST);
        assertThat(state()).isNotEqualTo("Empty");
    }

    @Test
    void anIdIsOneKindOfGroups() {
        // given
        givenTopics();
        StreamsClient a = client("a");
        a.beats();

        // when, then
        assertThat(new ConsumerMember(world, "app", "c").subscribedTo("lines").beats())
                .isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        TestMember classic = new TestMember(world, "classic", "app");
        assertThat(classic.joins().joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.describeConsumers(world.coordinator(), "app").errorMessage())
                .contains("is not a consumer group");

        // when it is empty, the classic protocol takes it over
        a.leaves();
        classic.joins();
        assertThat(classic.waitsForJoin()).isTrue();
        assertThat(a.beats()).isNotEqualTo(ErrorCode.NONE);
    }

    /** Each part reads what the one behind it writes: going through all of them for each takes minutes. */
    @Test
    void aTopologyOfThousandsOfPartsIsPlannedAtOnce() {
        world.topics().create(StreamsClient.INPUT, 3);

        StreamsAnswer answer = world.now(world.coordinator()
                        .streamsGroupHeartbeat(
                                GroupWorld.context("x", 0),
                                join(
                                                StreamsGroupHeartbeatRequest.builder()
                                                        .groupId("app")
                                                        .memberId("x"),
                                                chain(20_000))
                                        .build()))
                .get();

        assertThat(answer.missing())
                .hasSize(19_999)
                .extracting(StreamsAnswer.InternalTopic::partitions)
                .containsOnly(3);
    }

    private static Topology chain(int length) {
        return Topology.builder()
                .subtopologies(IntStream.range(0, length)
                        .mapToObj(i -> Subtopology.builder()
                                .subtopologyId("" + i)
                                .repartitionSinkTopics(i == 0 ? List.of() : List.of("t" + i))
                                .sourceTopics(i == length - 1 ? List.of(StreamsClient.INPUT) : List.of())
                                .repartitionSourceTopics(
                                        i == length - 1
                                                ? List.of()
                                                : List.of(TopicInfo.builder()
                                                        .name("t" + (i + 1))
                                                        .build()))
                                .build())
                        .toList())
                .build();
    }

    private static StreamsGroupHeartbeatRequest.Builder join(
            StreamsGroupHeartbeatRequest.Builder request, Topology topology) {
        return request.memberEpoch(0).rebalanceTimeoutMs(1_000).topology(topology);
    }

    private static Topology loop() {
        TopicInfo topic = TopicInfo.builder().name("round").build();
        return Topology.builder()
                .subtopologies(List.of(Subtopology.builder()
                        .subtopologyId("0")
                        .repartitionSinkTopics(List.of("round"))
                        .repartitionSourceTopics(List.of(topic))
                        .build()))
                .build();
    }

    private static Topology sizedChangelog() {
        TopicInfo topic = TopicInfo.builder().name("log").partitions(3).build();
        return Topology.builder()
                .subtopologies(List.of(Subtopology.builder()
                        .subtopologyId("0")
                        .sourceTopics(List.of(StreamsClient.INPUT))
                        .stateChangelogTopics(List.of(topic))
                        .build()))
                .build();
    }

    private void assertRefused(UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change, ErrorCode error) {
        assertThat(ErrorCode.forCode(ask(change).errorCode())).isEqualTo(error);
    }

    private StreamsGroupHeartbeatResponse ask(UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change) {
        return world.now(world.coordinator()
                        .streamsGroupHeartbeat(
                                GroupWorld.context("x", 0),
                                change.apply(StreamsGroupHeartbeatRequest.builder()
                                                .groupId("app")
                                                .memberId("x")
                                                .memberEpoch(1))
                                        .build()))
                .get()
                .response();
    }

    private void givenTopics() {
        world.topics().create(StreamsClient.INPUT, 3);
        world.topics().create(StreamsClient.REPARTITION, 3);
        world.topics().create(StreamsClient.CHANGELOG, 3);
    }

    private StreamsClient client(String id) {
        return new StreamsClient(world, "app", id, "process-" + id);
    }

    private String state() {
        return world.describeStreams(world.coordinator(), "app").groupState();
    }

    private Rebalance lastRebalance() {
        return world.now(world.coordinator().insight("app")).get().rebalances().getLast();
    }
}
