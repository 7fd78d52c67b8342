package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private final GroupWorld world = new GroupWorld();
    private final TestMember a = world.member("a");
    private final TestMember b = world.member("b");

    @Test
    void whoLeavesMakesTheOthersRebalance() {
        world.givenStable(a, b);

        assertThat(a.leaves()).isEqualTo(ErrorCode.NONE);

        assertThat(b.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        b.joins();
        world.completeWith(b);
        assertThat(b.isLeader()).isTrue();
        assertThat(world.lastRebalance().why()).startsWith("member " + a.id() + " left (client: done)");
    }

    @Test
    void theLastToLeaveLeavesAnEmptyGroupThatIsRemembered() {
        world.givenStable(a);

        a.leaves();

        assertThat(world.state()).isEqualTo("Empty");
        world.restart();
        assertThat(world.state()).isEqualTo("Empty");
        TestMember next = world.member("c").joins();
        world.passes(3_000);
        assertThat(next.takesJoinAnswer().generationId()).isEqualTo(3);
    }

    @Test
    void aBatchIsOneRebalance() {
        TestMember c = world.member("c");
        world.givenStable(a, b, c);

        LeaveGroupResponse response = leave(
                5,
                List.of(
                        a.identity().build(),
                        MemberIdentity.builder().memberId("x").build(),
                        b.identity().build()));

        assertThat(response.members())
                .extracting(MemberResponse::errorCode)
                .containsExactly(ErrorCode.NONE.code(), ErrorCode.UNKNOWN_MEMBER_ID.code(), ErrorCode.NONE.code());
        c.joins();
        world.completeWith(c);
        assertThat(c.generation()).isEqualTo(2);
    }

    @Test
    void beforeVersionThreeTheErrorIsTheAnswers() {
        world.givenStable(a, b);

        assertThat(leaveOld(a.id()).errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(leaveOld("x").errorCode()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID.code());
        assertThat(leaveOld("x").members()).isEmpty();
    }

    @Test
    void anUnknownGroupHasNoMembersToLeave() {
        assertThat(a.id("x").leaves()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aPendingMemberMayLeaveWithoutARebalance() {
        world.givenStable(a);
        TestMember pending = world.member("c").joinsOnce();
        pending.id(pending.lastJoin().get().memberId());

        assertThat(pending.leaves()).isEqualTo(ErrorCode.NONE);

        assertThat(world.state()).isEqualTo("Stable");
        assertThat(pending.joinsOnce().joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void whoLeavesWhileItWaitsIsAnswered() {
        world.givenStable(a, b);
        b.subscribedTo("returns").joins();

        b.leaves();

        assertThat(b.joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void theLastOneMissingLeavesAndTheRebalanceGoesOn() {
        world.givenStable(a, b);
        b.subscribedTo("returns").joins();

        a.leaves();

        world.completeWith(b);
        assertThat(b.generation()).isEqualTo(2);
    }

    @Test
    void aSilentMemberIsRemovedAfterItsSession() {
        a.session(10_000);
        b.session(30_000);
        world.givenStable(a, b);

        world.passes(10_000);

        assertThat(a.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(b.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(world.lastRebalance().why())
                .isEqualTo("member " + a.id() + " sent no heartbeat for 10000 ms (session.timeout.ms)");
    }

    @Test
    void heartbeatsKeepAMember() {
        a.session(10_000);
        world.givenStable(a);

        for (int i = 0; i < 20; i++) {
            world.passes(9_999);
            assertThat(a.heartbeats()).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void waitingForTheOthersIsNotSilence() {
        a.session(10_000).rebalanceTimeout(60_000);
        b.session(60_000).rebalanceTimeout(60_000);
        world.givenStable(a, b);
        a.joins();

        world.passes(50_000);

        assertThat(a.waitsForJoin()).isTrue();
    }

    @Test
    void aNewMemberThatIsNeverAnsweredIsGivenUpAfterFiveMinutes() {
        a.rebalanceTimeout(900_000).session(900_000);
        world.givenStable(a);
        TestMember late = world.member("c").rebalanceTimeout(900_000).joins();

        world.passes(300_000);

        assertThat(late.joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void sessionsStartAnewAfterARestart() {
        a.session(10_000);
        world.givenStable(a);
        world.passes(9_000);

        world.restart();
        world.passes(9_000);
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.NONE);

        world.restart();
        world.passes(10_000);
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(world.state()).isEqualTo("Empty");
    }

    @Test
    void whatAClientGivesAsItsReasonIsShortAndOnOneLine() {
        world.givenStable(a, b);

        var _ = world.now(world.coordinator()
                .leaveGroup(
                        GroupWorld.context("a", 5),
                        LeaveGroupRequest.builder()
                                .groupId("group")
                                .members(List.of(MemberIdentity.builder()
                                        .memberId(a.id())
                                        .reason("bye\n\u001b[2K\u202e" + "x".repeat(10_000))
                                        .build()))
                                .build()));

        assertThat(world.lastRebalance().why())
                .startsWith("member " + a.id() + " left (client: bye??[2K?xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void heartbeatsOfAnotherGenerationAreIllegal() {
        world.givenStable(a);

        assertThat(a.generation(0).heartbeats()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(a.id("x").heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void heartbeatsWhileTheGroupIsLoadedAreWelcome() {
        world.givenStable(a);
        world.log().replayDelayMs(5_000);
        world.restart();

        assertThat(a.heartbeats()).isEqualTo(ErrorCode.NONE);
        assertThat(a.joinsOnce().joinError()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    }

    @Test
    void whoWaitsWhenTheCoordinatorMovesIsSentElsewhere() {
        a.joins();

        world.coordinator().onResigned(0, 2);
        world.passes(0);

        assertThat(a.joinError()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(b.joins().joinError()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    private LeaveGroupResponse leave(int version, List<MemberIdentity> members) {
        return world.now(world.coordinator()
                        .leaveGroup(
                                GroupWorld.context("admin", version),
                                LeaveGroupRequest.builder()
                                        .groupId("group")
                                        .members(members)
                                        .build()))
                .get();
    }

    private LeaveGroupResponse leaveOld(String memberId) {
        return world.now(world.coordinator()
                        .leaveGroup(
                                GroupWorld.context("a", 2),
                                LeaveGroupRequest.builder()
                                        .groupId("group")
                                        .memberId(memberId)
                                        .build()))
                .get();
    }
}
