package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest.TopicPartitions;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consumer groups refuse, with Kafka's error for each, and without harm to anybody. */
class ConsumerRefusalsTest {

    private GroupWorld world = new GroupWorld();
    private Uuid topic = Uuid.ZERO;

    @BeforeEach
    void givenATopic() {
        topic = world.topics().create("t", 4);
    }

    @Test
    void requestsThatAreNotWhole() {
        ConsumerMember a = world.consumer("a").subscribedTo("t");

        assertThat(join(a, request -> request.groupId(" "))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.memberId(""))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.instanceId(""))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.rackId(""))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.rebalanceTimeoutMs(-1))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.topicPartitions(null))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(
                        a,
                        request -> request.topicPartitions(List.of(TopicPartitions.builder()
                                .topicId(topic)
                                .partitions(List.of(0))
                                .build()))))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.subscribedTopicNames(null))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.memberEpoch(-3))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(join(a, request -> request.memberEpoch(-2))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    @Test
    void beforeVersionOneTheBrokerMakesTheMemberId() {
        // given
        ConsumerMember nobody = world.consumer("").subscribedTo("t");

        // when
        ConsumerGroupHeartbeatResponse answer = nobody.ask(0, nobody.full());

        // then
        assertThat(answer.errorCode()).isZero();
        assertThat(answer.memberId()).isEqualTo("id1");
    }

    @Test
    void anAssignorThatIsNotThere() {
        ConsumerMember a = world.consumer("a").subscribedTo("t").asking("sticky");

        assertThat(a.beats()).isEqualTo(ErrorCode.UNSUPPORTED_ASSIGNOR);
    }

    @Test
    void aRegularExpressionThatIsNone() {
        ConsumerMember a = world.consumer("a").matching("t(");

        ConsumerGroupHeartbeatResponse answer = a.ask(a.full());

        assertThat(ErrorCode.forCode(answer.errorCode())).isEqualTo(ErrorCode.INVALID_REGULAR_EXPRESSION);
        assertThat(answer.errorMessage()).contains("t(").contains("missing closing )");
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    @Test
    void topicsThatMatchButMustNotBeKnown() {
        // given
        world.topics().create("t-secret", 1);
        ConsumerMember a = world.consumer("a").matching("t.*");

        // when
        a.take(world.now(world.coordinator()
                        .consumerGroupHeartbeat(
                                GroupWorld.context("a", ConsumerMember.NEWEST_HEARTBEAT),
                                a.request(a.full()),
                                name -> !name.equals("t-secret")))
                .get());

        // then
        assertThat(a.reading()).hasSize(4).doesNotContain("t-secret:0");
    }

    @Test
    void groupsAndMembersThatAreNotThere() {
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        assertThat(ErrorCode.forCode(a.ask(request -> request.memberEpoch(5)).errorCode()))
                .isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        assertThat(a.leaves(-1)).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        a.beats();

        ConsumerMember b = world.consumer("b").subscribedTo("t");
        assertThat(ErrorCode.forCode(b.ask(request -> request.memberEpoch(2)).errorCode()))
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(b.leaves(-1)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        b.named("nobody");
        assertThat(b.leaves(-2)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(ErrorCode.forCode(b.ask(request -> request.memberEpoch(2)).errorCode()))
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void epochsThatAreNotTheMembers() {
        // given a in epoch 3
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        a.beats();
        world.topics().grow("t", 5);
        world.passes(1_000);
        a.beats();
        assertThat(a.epoch()).isEqualTo(3);

        // when, then
        assertThat(beat(a, 4)).isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH);
        assertThat(beat(a, 1)).isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH);
        assertThat(beat(a, 2)).as("the epoch before, reading what it has").isEqualTo(ErrorCode.NONE);
        assertThat(ErrorCode.forCode(a.ask(request -> request.memberEpoch(2)).errorCode()))
                .as("the epoch before, not saying what it reads")
                .isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH);
        assertThat(ErrorCode.forCode(a.ask(request -> request.memberEpoch(2)
                                .topicPartitions(List.of(TopicPartitions.builder()
                                        .topicId(topic)
                                        .partitions(List.of(17))
                                        .build())))
                        .errorCode()))
                .as("the epoch before, reading what it never had")
                .isEqualTo(ErrorCode.FENCED_MEMBER_EPOCH);
        assertThat(a.beats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void aStaticMembersNameThatIsTaken() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t").named("i");
        a.beats();
        ConsumerMember b = world.consumer("b").subscribedTo("t").named("i");

        // when, then
        assertThat(b.beats()).isEqualTo(ErrorCode.UNRELEASED_INSTANCE_ID);
        assertThat(ErrorCode.forCode(b.ask(request -> request.memberEpoch(2)).errorCode()))
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(b.leaves(-2)).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(a.beats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void moreMembersThanAllowed() {
        // given
        world = new GroupWorld(GroupConfig.defaults()
                .withConsumer(ConsumerGroupConfig.defaults().withMaxSize(1)));
        givenATopic();
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        a.beats();

        // when, then
        assertThat(world.consumer("b").subscribedTo("t").beats()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(a.beats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void aSubscriptionThatNoRecordHolds() {
        // given
        world.log().maxBatchBytes(1_000);
        ConsumerMember a = world.consumer("a").subscribedTo("x".repeat(2_000));

        // when
        ConsumerGroupHeartbeatResponse answer = a.ask(a.full());

        // then
        assertThat(ErrorCode.forCode(answer.errorCode())).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(answer.errorMessage()).contains("max.message.bytes");
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    @Test
    void aGroupOfTheOtherProtocol() {
        // given a classic group whose leader assigns in a way that is its own
        TestMember classic = world.member("classic");
        world.givenStable(classic);

        // when, then
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        assertThat(a.beats()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND);
        assertThat(world.state()).isEqualTo("Stable");

        // when it is empty, the id goes over
        classic.leaves();
        assertThat(a.beats()).isEqualTo(ErrorCode.NONE);
        assertThat(world.consumers().groupState()).isEqualTo("Stable");

        // when it is empty again, it goes back
        a.leaves(-1);
        world.givenStable(world.member("back"));
        assertThat(world.state()).isEqualTo("Stable");
        world.restart();
        assertThat(world.state()).isEqualTo("Stable");
    }

    @Test
    void commitsOfStrangersAndFromThePast() {
        // given a in epoch 3 with partitions 0 to 3 since epoch 2 and partition 4 since epoch 3
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        a.beats();
        world.topics().grow("t", 5);
        world.passes(1_000);
        a.beats();
        TestOffsets offsets = new TestOffsets(world);

        // when, then
        assertThat(commit(offsets, "a", 3, 4)).isEqualTo(ErrorCode.NONE);
        assertThat(commit(offsets, "a", 2, 0)).as("what it had then").isEqualTo(ErrorCode.NONE);
        assertThat(commit(offsets, "a", 2, 4)).as("what it did not have then").isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
        assertThat(commit(offsets, "a", 1, 0)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
        assertThat(commit(offsets, "a", 4, 0)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
        assertThat(commit(offsets, "b", 3, 0)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(offsets.commits("t", 0, 5)).as("an administrator").isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(ErrorCode.forCode(offsets.commit(
                                8,
                                "t",
                                Uuid.ZERO,
                                0,
                                5,
                                "",
                                request -> request.memberId("a").generationIdOrMemberEpoch(3))
                        .get()
                        .topics()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .errorCode()))
                .isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(offsets.deletes("t", 0)).isEqualTo(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);

        // when the group is empty, then anybody may
        a.leaves(-1);
        assertThat(offsets.commits("t", 0, 6)).isEqualTo(ErrorCode.NONE);
        assertThat(offsets.deletes("t", 0)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void offsetsReadByStrangersAndFromThePast() {
        // given
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        a.beats();
        TestOffsets offsets = new TestOffsets(world);
        commit(offsets, "a", 2, 0);

        // when, then
        assertThat(fetch(offsets, "a", 2)).isEqualTo(ErrorCode.NONE);
        assertThat(fetch(offsets, "a", 1)).isEqualTo(ErrorCode.STALE_MEMBER_EPOCH);
        assertThat(fetch(offsets, "b", 2)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(offsets.offset("t", 0)).as("an administrator").isEqualTo(7);
    }

    private static ErrorCode commit(TestOffsets offsets, String memberId, int epoch, int partition) {
        return offsets.commits(
                "t", partition, 7, request -> request.memberId(memberId).generationIdOrMemberEpoch(epoch));
    }

    private static ErrorCode fetch(TestOffsets offsets, String memberId, int epoch) {
        return ErrorCode.forCode(offsets.fetchGroups(
                        TestOffsets.BY_NAME,
                        List.of(OffsetFetchRequestGroup.builder()
                                .groupId("group")
                                .memberId(memberId)
                                .memberEpoch(epoch)
                                .topics(null)
                                .build()))
                .groups()
                .getFirst()
                .errorCode());
    }

    private static ErrorCode beat(ConsumerMember member, int epoch) {
        return ErrorCode.forCode(
                member.ask(request -> member.brief().apply(request).memberEpoch(epoch))
                        .errorCode());
    }

    private static ErrorCode join(ConsumerMember member, UnaryOperator<ConsumerGroupHeartbeatRequest.Builder> change) {
        return ErrorCode.forCode(
                member.ask(request -> change.apply(member.full().apply(request)))
                        .errorCode());
    }
}
