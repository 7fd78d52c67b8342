package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.rebalance.Rebalance;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncingTest {

    private final GroupWorld world = new GroupWorld();
    private final TestMember a = world.member("a");
    private final TestMember b = world.member("b");

    @Test
    void followersWaitForTheLeader() {
        given_a_generation();

        b.syncs();
        assertThat(b.lastSync().isOpen()).isTrue();

        a.syncs();
        assertThat(a.assignment()).isEqualTo("1 for " + a.id());
        assertThat(b.assignment()).isEqualTo("1 for " + b.id());
        assertThat(b.lastSync().get().protocolType()).isEqualTo("consumer");
        assertThat(b.lastSync().get().protocolName()).isEqualTo("range");
        assertThat(world.state()).isEqualTo("Stable");
    }

    /** Clients end on COORDINATOR_LOAD_IN_PROGRESS here; told of a rebalance they join again, which is due anyhow. */
    @Test
    void whileTheGroupIsLoadedMembersAreToldToJoinAgain() {
        given_a_generation();
        world.log().replayDelayMs(5_000);
        world.restart();

        assertThat(a.syncs().syncError()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void whoSyncsAfterTheLeaderIsAnsweredAtOnce() {
        given_a_generation();
        a.syncs();

        b.syncs();

        assertThat(b.assignment()).isEqualTo("1 for " + b.id());
    }

    @Test
    void assignmentsAreToldOnlyWhenTheyAreCommitted() {
        given_a_generation();
        world.log().commitDelayMs(100);

        a.syncs();
        b.syncs();

        assertThat(a.lastSync().isOpen()).isTrue();
        assertThat(b.lastSync().isOpen()).isTrue();
        world.passes(100);
        assertThat(b.assignment()).isEqualTo("1 for " + b.id());
    }

    @Test
    void assignmentsThatCannotBeCommittedAreToldToNobody() {
        given_a_generation();
        world.log().failAppends(true);

        b.syncs();
        a.syncs();

        assertThat(a.syncError()).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(b.syncError()).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void anotherGenerationIsIllegal() {
        given_a_generation();

        assertThat(b.generation(2).syncs().syncError()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
        assertThat(b.generation(0).syncs().syncError()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
    }

    @Test
    void strangersGetNothing() {
        assertThat(world.member("c").id("x").syncs().syncError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        given_a_generation();
        assertThat(b.id("x").syncs().syncError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    @Test
    void protocolTypeAndNameMustBeSaidAndFit() {
        given_a_generation();

        assertThat(a.syncs(request -> request.protocolName("sticky")).syncError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(a.syncs(request -> request.protocolType("connect")).syncError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(a.syncs(request -> request.protocolType(null)).syncError())
                .isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void whoeverTheLeaderForgetsGetsNothing() {
        given_a_generation();

        b.syncs();
        a.syncs(request -> request.assignments(List.of(SyncGroupRequestAssignment.builder()
                .memberId(a.id())
                .assignment(GroupWorld.bytes("all"))
                .build())));

        assertThat(a.assignment()).isEqualTo("all");
        assertThat(b.syncError()).isEqualTo(ErrorCode.NONE);
        assertThat(b.assignment()).isEmpty();
    }

    @Test
    void aJoinInBetweenSendsThoseWhoWaitBack() {
        given_a_generation();
        b.syncs();

        TestMember c = world.member("c").joins();

        assertThat(b.syncError()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        assertThat(a.syncs().syncError()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        a.joins();
        b.joins();
        world.completeWith(a, b, c);
        assertThat(c.generation()).isEqualTo(2);
    }

    @Test
    void aMemberThatSyncsTwiceAtOnceHasItsFirstRequestAnswered() {
        given_a_generation();
        var first = b.syncs().lastSync();

        b.syncs();

        assertThat(ErrorCode.forCode(first.get().errorCode())).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        a.syncs();
        assertThat(b.assignment()).isEqualTo("1 for " + b.id());
    }

    @Test
    void aLeaderThatNeverAssignsIsRemoved() {
        given_a_generation();
        b.syncs();

        for (int i = 0; i < 30; i++) {
            world.passes(10_000);
            a.heartbeats();
        }

        assertThat(a.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(b.syncError()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
        b.joins();
        world.completeWith(b);
        assertThat(b.isLeader()).isTrue();
        assertThat(world.lastRebalance().why()).contains("member " + a.id() + " did not fetch an assignment");
    }

    @Test
    void aFollowerThatNeverFetchesItsAssignmentIsRemoved() {
        given_a_generation();
        a.syncs();

        for (int i = 0; i < 30; i++) {
            world.passes(10_000);
            a.heartbeats();
            b.heartbeats();
        }

        assertThat(b.heartbeats()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
        assertThat(a.heartbeats()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    }

    @Test
    void anAssignmentThatNoRecordCanHoldIsRefusedAndNamed() {
        given_a_generation();
        world.log().maxBatchBytes(2_000);
        b.syncs();

        a.syncs(request -> request.assignments(List.of(SyncGroupRequestAssignment.builder()
                .memberId(a.id())
                .assignment(GroupWorld.bytes("x".repeat(3_000)))
                .build())));

        assertThat(a.syncError()).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(b.syncError()).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(world.state()).isEqualTo("PreparingRebalance");
        assertThat(world.lastRebalance().why()).contains("one record of the offsets topic holds");
    }

    @Test
    void aRebalanceIsRememberedWithItsTimesAndGenerations() {
        given_a_generation();
        world.passes(500);
        a.syncs();

        Rebalance rebalance = world.lastRebalance();

        assertThat(rebalance.fromGeneration()).isZero();
        assertThat(rebalance.toGeneration()).isEqualTo(1);
        assertThat(rebalance.endedMs() - rebalance.startedMs()).isEqualTo(6_500);
        assertThat(rebalance.isOver()).isTrue();
    }

    private void given_a_generation() {
        a.joins();
        b.joins();
        world.passes(6_000);
        a.takesJoinAnswer();
        b.takesJoinAnswer();
    }
}
