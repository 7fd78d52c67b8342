package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.types.ErrorCode;
import org.junit.jupiter.api.Test;

class StaticMembershipTest {

    private final GroupWorld world = new GroupWorld();

    @Test
    void aStaticMemberNeedsNoSecondJoin() {
        TestMember a = world.member("a").instance("one").joinsOnce();

        assertThat(a.waitsForJoin()).isTrue();
        world.passes(3_000);
        assertThat(a.takesJoinAnswer().memberId()).isEqualTo("one-id1");
    }

    @Test
    void aFollowerThatComesBackKeepsItsAssignmentWithoutARebalance() {
        TestMember leader = world.member("a").instance("one");
        TestMember follower = world.member("b").instance("two");
        world.givenStable(leader, follower);

        TestMember again = world.member("b").instance("two").joinsOnce();

        assertThat(again.takesJoinAnswer().generationId()).isEqualTo(1);
        assertThat(again.id()).isNotEqualTo(follower.id());
        assertThat(again.isLeader()).isFalse();
        assertThat(world.state()).isEqualTo("Stable");
        assertThat(again.syncs().assignment()).isEqualTo("1 for " + follower.id());
        assertThat(leader.heartbeats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void aLeaderThatComesBackIsToldNotToAssign() {
        TestMember leader = world.member("a").instance("one");
        TestMember follower = world.member("b").instance("two");
        world.givenStable(leader, follower);

        JoinGroupResponse answer = world.member("a").instance("one").joinsOnce().takesJoinAnswer();

        assertThat(answer.skipAssignment()).isTrue();
        assertThat(answer.leader()).isEqualTo(answer.memberId());
        assertThat(answer.members()).hasSize(2);
        assertThat(world.state()).isEqualTo("Stable");
    }

    @Test
    void beforeVersionNineALeaderThatComesBackIsMadeToBelieveItIsAFollower() {
        TestMember leader = world.member("a").instance("one");
        world.givenStable(leader);

        JoinGroupResponse answer =
                world.member("a").instance("one").version(8).joinsOnce().takesJoinAnswer();

        assertThat(answer.skipAssignment()).isFalse();
        assertThat(answer.leader()).isEqualTo(leader.id());
        assertThat(answer.members()).isEmpty();
    }

    @Test
    void theNewIdSurvivesARestart() {
        TestMember a = world.member("a").instance("one");
        world.givenStable(a);
        TestMember again = world.member("a").instance("one").joinsOnce();
        again.takesJoinAnswer();

        world.restart();

        assertThat(again.heartbeats()).isEqualTo(ErrorCode.NONE);
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    }

    @Test
    void whoWasReplacedIsFencedEverywhere() {
        TestMember a = world.member("a").instance("one");
        world.givenStable(a);
        world.member("a").instance("one").joinsOnce();

        assertThat(a.heartbeats()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(a.syncs().syncError()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(a.joinsOnce().joinError()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        assertThat(a.leaves()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    }

    @Test
    void whoWaitsWhenItIsReplacedIsFencedAtOnce() {
        TestMember a = world.member("a").instance("one").joinsOnce();

        TestMember again = world.member("a").instance("one").joinsOnce();

        assertThat(a.joinError()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
        world.passes(3_000);
        assertThat(again.takesJoinAnswer().generationId()).isEqualTo(1);
    }

    @Test
    void comingBackWhileAGenerationIsAssignedStartsOver() {
        TestMember leader = world.member("a").instance("one");
        TestMember follower = world.member("b").instance("two");
        leader.joins();
        follower.joins();
        world.passes(6_000);
        leader.takesJoinAnswer();

        TestMember again = world.member("b").instance("two").joinsOnce();

        assertThat(again.waitsForJoin()).isTrue();
        assertThat(leader.syncs().syncError()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        leader.joins();
        world.completeWith(leader, again);
        assertThat(world.lastRebalance().why()).contains("static member two came back as " + again.id());
    }

    @Test
    void comingBackWithProtocolsThatChangeTheChoiceStartsARebalance() {
        TestMember a = world.member("a").instance("one").protocols("range", "sticky");
        world.givenStable(a);

        TestMember again =
                world.member("a").instance("one").protocols("sticky", "range").joinsOnce();

        world.completeWith(again);
        assertThat(again.generation()).isEqualTo(2);
        assertThat(again.lastJoin().get().protocolName()).isEqualTo("sticky");
    }

    @Test
    void aStaticMemberThatDoesNotRejoinIsKeptUntilItsSessionEnds() {
        TestMember a =
                world.member("a").instance("one").rebalanceTimeout(20_000).session(60_000);
        TestMember b =
                world.member("b").instance("two").rebalanceTimeout(20_000).session(60_000);
        world.givenStable(a, b);
        b.subscribedTo("returns").joins();

        world.passes(20_000);

        assertThat(b.takesJoinAnswer().generationId()).isEqualTo(2);
        assertThat(world.describe("group").members()).hasSize(2);
    }

    @Test
    void anUnknownInstanceIsAnUnknownMember() {
        TestMember a = world.member("a").instance("one");
        world.givenStable(a);

        assertThat(world.member("b").instance("two").id("x").joinsOnce().joinError())
                .isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(world.member("b").instance("one").id("x").joinsOnce().joinError())
                .isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    }

    @Test
    void anAdministratorRemovesAStaticMemberByItsName() {
        TestMember a = world.member("a").instance("one");
        world.givenStable(a);

        assertThat(world.member("admin").instance("one").leaves()).isEqualTo(ErrorCode.NONE);
        assertThat(world.member("admin").instance("nobody").leaves()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);

        assertThat(world.state()).isEqualTo("Empty");
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }
}
