package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.JoinGroupResponse.JoinGroupResponseMember;
import io.weir.protocol.types.ErrorCode;
import org.junit.jupiter.api.Test;

class JoiningTest {

    private final GroupWorld world = new GroupWorld();

    @Test
    void aNewMemberIsGivenAnIdToComeBackWith() {
        TestMember a = world.member("a");

        a.joinsOnce();

        assertThat(a.joinError()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        assertThat(a.lastJoin().get().memberId()).isEqualTo("a-id1");
        assertThat(world.state()).isEqualTo("Empty");
    }

    @Test
    void beforeVersionFourAMemberIsInAtOnce() {
        TestMember a = world.member("a").version(3);

        a.joinsOnce();
        world.passes(3_000);

        assertThat(a.takesJoinAnswer().memberId()).isEqualTo("a-id1");
        assertThat(a.isLeader()).isTrue();
    }

    @Test
    void aNewGroupWaitsForMoreMembers() {
        TestMember a = world.member("a").joins();

        world.passes(2_999);
        assertThat(a.waitsForJoin()).isTrue();

        world.passes(1);
        JoinGroupResponse answer = a.takesJoinAnswer();
        assertThat(answer.generationId()).isEqualTo(1);
        assertThat(answer.protocolType()).isEqualTo("consumer");
        assertThat(answer.protocolName()).isEqualTo("range");
        assertThat(answer.leader()).isEqualTo(a.id());
        assertThat(world.state()).isEqualTo("CompletingRebalance");
    }

    @Test
    void eachMemberThatComesMeanwhileExtendsTheWait() {
        TestMember a = world.member("a").joins();
        world.passes(2_000);
        TestMember b = world.member("b").joins();

        world.passes(2_000);
        assertThat(a.waitsForJoin()).isTrue();

        world.passes(2_000);
        assertThat(a.takesJoinAnswer().members())
                .extracting(JoinGroupResponseMember::memberId)
                .containsExactly(a.id(), b.id());
        assertThat(b.takesJoinAnswer().members()).isEmpty();
    }

    @Test
    void theWaitIsNeverExtendedBeyondTheRebalanceTimeout() {
        TestMember first = world.member("first").rebalanceTimeout(7_000).joins();

        for (int i = 0; i < 7; i++) {
            world.passes(1_000);
            world.member("m" + i).rebalanceTimeout(7_000).joins();
        }

        assertThat(first.takesJoinAnswer().members()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void theProtocolThatMostMembersPreferIsChosen() {
        TestMember a = world.member("a").protocols("range", "sticky");
        TestMember b = world.member("b").protocols("sticky", "range", "mine");
        TestMember c = world.member("c").protocols("sticky", "range");

        world.givenStable(a, b, c);

        assertThat(a.lastJoin().get().protocolName()).isEqualTo("sticky");
        assertThat(world.describe("group").protocolData()).isEqualTo("sticky");
    }

    @Test
    void aMemberThatSharesNoProtocolStaysOut() {
        world.givenStable(world.member("a").protocols("range"));

        assertThat(world.member("b").protocols("mine").joins().joinError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.member("c").type("connect").joins().joinError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.state()).isEqualTo("Stable");
    }

    @Test
    void aMemberWithoutProtocolsOrTypeMakesNoGroup() {
        assertThat(world.member("a").protocols().joins().joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(world.member("a").type("").joins().joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);

        assertThat(world.state()).isEqualTo("Dead");
    }

    @Test
    void theSessionTimeoutHasBounds() {
        assertThat(world.member("a").session(5_999).joins().joinError()).isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
        assertThat(world.member("a").session(1_800_001).joins().joinError())
                .isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
        assertThat(world.member("a").session(6_000).joins().waitsForJoin()).isTrue();
    }

    @Test
    void aGroupNeedsAName() {
        assertThat(new TestMember(world, "a", "").joins().joinError()).isEqualTo(ErrorCode.INVALID_GROUP_ID);
    }

    @Test
    void anIdThatWasNeverGivenIsUnknown() {
        assertThat(world.member("a").id("made-up").joins().joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        world.givenStable(world.member("b"));
        assertThat(world.member("a").id("made-up").joins().joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aGroupIsNeverLargerThanAllowed() {
        GroupWorld small = new GroupWorld(GroupConfig.defaults().withMaxSize(2));
        TestMember a = small.member("a");
        TestMember b = small.member("b");
        small.givenStable(a, b);

        assertThat(small.member("c").joins().joinError()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        assertThat(small.state()).isEqualTo("Stable");
        assertThat(b.heartbeats()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void inAGroupThatIsFormingTheLastToComeAreTurnedAway() {
        GroupWorld small = new GroupWorld(GroupConfig.defaults().withMaxSize(2));
        small.member("a").joins();
        small.member("b").joins();

        assertThat(small.member("c").joins().joinError()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
    }

    @Test
    void aGroupLoadedWithTooManyMembersGivesUpTheLastToRejoin() {
        TestMember a = world.member("a");
        TestMember b = world.member("b");
        TestMember c = world.member("c");
        world.givenStable(a, b, c);

        world.restartWith(config -> config.withMaxSize(2));
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        a.joins();
        b.joins();
        c.joins();

        assertThat(c.joinError()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
        world.completeWith(a, b);
        assertThat(world.lastRebalance().why()).contains("3 members, group.max.size allows 2");
    }

    @Test
    void oneMoreMemberMakesAllRejoin() {
        TestMember a = world.member("a");
        world.givenStable(a);

        TestMember b = world.member("b").joins();
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(b.waitsForJoin()).isTrue();
        a.joins();

        world.completeWith(a, b);
        assertThat(a.generation()).isEqualTo(2);
        assertThat(b.assignment()).isEqualTo("2 for " + b.id());
        assertThat(world.lastRebalance().why())
                .isEqualTo("member " + b.id() + " joined (client: test); member " + a.id()
                        + " joined again (client: test)");
    }

    @Test
    void aFollowerThatMissedItsAnswerIsToldAgainWithoutARebalance() {
        TestMember a = world.member("a");
        TestMember b = world.member("b");
        world.givenStable(a, b);

        b.joins();

        assertThat(b.takesJoinAnswer().generationId()).isEqualTo(1);
        assertThat(world.state()).isEqualTo("Stable");
    }

    @Test
    void aLeaderThatJoinsAgainStartsARebalance() {
        TestMember a = world.member("a");
        TestMember b = world.member("b");
        world.givenStable(a, b);

        a.joins();

        assertThat(world.state()).isEqualTo("PreparingRebalance");
        assertThat(world.lastRebalance().why())
                .isEqualTo("leader " + a.id() + " asked for it by joining again (client: test)");
    }

    @Test
    void anotherSubscriptionStartsARebalance() {
        TestMember a = world.member("a");
        TestMember b = world.member("b");
        world.givenStable(a, b);

        b.subscribedTo("orders", "returns").joins();
        a.joins();

        world.completeWith(a, b);
        assertThat(a.generation()).isEqualTo(2);
        assertThat(world.lastRebalance().why()).contains("changed its subscription");
    }

    @Test
    void whoDoesNotRejoinInTimeIsLeftBehindAndTheLeadershipMovesOn() {
        TestMember a = world.member("a").rebalanceTimeout(60_000);
        TestMember b = world.member("b").rebalanceTimeout(60_000);
        world.givenStable(a, b);
        b.subscribedTo("returns").joins();

        for (int i = 0; i < 6; i++) {
            assertThat(a.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
            world.passes(10_000);
        }

        world.completeWith(b);
        assertThat(b.isLeader()).isTrue();
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(world.lastRebalance().why()).contains("member " + a.id() + " did not rejoin within 60000 ms");
    }

    @Test
    void aMemberThatJoinsTwiceAtOnceHasItsFirstRequestAnswered() {
        TestMember a = world.member("a").joins();
        var first = a.lastJoin();

        a.joinsOnce();

        assertThat(ErrorCode.forCode(first.get().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        world.passes(3_000);
        assertThat(a.takesJoinAnswer().generationId()).isEqualTo(1);
    }

    @Test
    void aMissingProtocolNameIsEmptyBeforeVersionSevenAndNullAfter() {
        assertThat(world.member("a").version(6).joinsOnce().lastJoin().get().protocolName())
                .isEmpty();
        assertThat(world.member("a").version(7).joinsOnce().lastJoin().get().protocolName())
                .isNull();
    }

    @Test
    void aPendingMemberThatNeverComesBackIsForgotten() {
        TestMember a = world.member("a").session(10_000).joinsOnce();
        a.id(a.lastJoin().get().memberId());

        world.passes(10_001);

        assertThat(a.joinsOnce().joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aRebalanceWaitsForPendingMembers() {
        TestMember a = world.member("a");
        world.givenStable(a);
        TestMember pending = world.member("b").session(10_000).joinsOnce();

        a.joins();

        assertThat(a.waitsForJoin()).isTrue();
        assertThat(pending.joinError()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
        world.passes(10_000);
        assertThat(a.takesJoinAnswer().generationId()).isEqualTo(2);
    }
}
