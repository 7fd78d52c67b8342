package io.weir.replication.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.replication.leader.IsrProposal.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A leader of three replicas, by Kafka's rules. */
final class LeaderReplicaTest {

    private static final int SELF = 1;
    private static final long EPOCH = 70;
    private static final int LAG_MS = 30_000;

    private final Set<Integer> dead = new HashSet<>();
    private long nowMs = 1_000_000;
    private LeaderReplica leader = leader(100, List.of(1, 2, 3));

    @Test
    void theHighWatermarkIsTheLeastEndOfTheInSyncSet() {
        // when
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);
        leader.fetched(3, EPOCH, new Extent(0, 105), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(105);

        // when: one comes back with less, it does not go back
        leader.fetched(3, EPOCH, new Extent(0, 90), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(105);
    }

    @Test
    void consumersMayReadFromFollowersThatAreInSyncAndHaveWhatTheyRead() {
        // given: one has deleted old records already, the other lacks the newest
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH, new Extent(40, 110), nowMs);
        leader.fetched(3, EPOCH, new Extent(0, 100), nowMs);
        nowMs += 7;

        // then
        assertThat(leader.readableAt(110, nowMs)).containsExactly(new ReadCandidate(2, 110, 0));
        assertThat(leader.readableAt(100, nowMs))
                .containsExactly(new ReadCandidate(2, 110, 0), new ReadCandidate(3, 100, 7));
        assertThat(leader.readableAt(39, nowMs)).containsExactly(new ReadCandidate(3, 100, 7));
        assertThat(leader.readableAt(111, nowMs)).isEmpty();
    }

    @Test
    void consumersMayNotReadFromFollowersThatAreNotInSyncOrHaveNotShownThemselves() {
        // given
        leader = leader(100, List.of(1, 2));
        leader.fetched(3, EPOCH, new Extent(0, 100), nowMs);

        // then
        assertThat(leader.readableAt(100, nowMs)).isEmpty();
        assertThat(leader.readableAt(0, nowMs)).isEmpty();
    }

    @Test
    void nothingIsSafeBeforeEveryMemberHasShownItself() {
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        assertThat(leader.highWatermark()).isEqualTo(50);
    }

    @Test
    void aFollowerThatLagsLeavesOnlyWhenTheControllerHasSaidSo() {
        // given
        inSync(100);
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        // when
        nowMs += LAG_MS + 1;
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);
        IsrProposal proposal = leader.proposal(nowMs).orElseThrow();

        // then: until it is decided, the one that lags counts
        assertThat(proposal.members()).containsExactly(new Member(1, -1), new Member(2, EPOCH));
        assertThat(leader.highWatermark()).isEqualTo(100);
        assertThat(leader.proposal(nowMs)).isEmpty();

        // when
        leader.terms(terms(1, List.of(1, 2)), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(110);
    }

    @Test
    void whoIsAtTheEndOfAnIdleLogDoesNotLag() {
        // given
        inSync(100);

        // when
        nowMs += 10 * LAG_MS;

        // then
        assertThat(leader.proposal(nowMs)).isEmpty();

        // when: something is appended at last, and they have it a moment later
        leader.appended(101, nowMs);

        // then
        assertThat(leader.proposal(nowMs + LAG_MS)).isEmpty();
        assertThat(leader.proposal(nowMs + LAG_MS + 1)).isPresent();
    }

    @Test
    void whoHasCaughtUpJoinsAndCountsFromTheProposalOn() {
        // given
        leader = leader(100, List.of(1, 2));
        leader.fetched(2, EPOCH, new Extent(0, 100), nowMs);
        leader.appended(110, nowMs);

        // when: it has all that is safe, but not yet what this leader began with
        leader.fetched(3, EPOCH, new Extent(0, 99), nowMs);
        assertThat(leader.proposal(nowMs)).isEmpty();
        leader.fetched(3, EPOCH, new Extent(0, 100), nowMs);
        IsrProposal proposal = leader.proposal(nowMs).orElseThrow();
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        // then
        assertThat(proposal.members()).extracting(Member::nodeId).containsExactly(1, 2, 3);
        assertThat(leader.highWatermark()).isEqualTo(100);

        // when: it is refused
        leader.refused(proposal);
        nowMs += LAG_MS + 1;
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(110);
    }

    @Test
    void aFencedBrokerDoesNotJoin() {
        // given
        leader = leader(100, List.of(1, 2));
        dead.add(3);

        // when
        leader.fetched(3, EPOCH, new Extent(0, 100), nowMs);

        // then
        assertThat(leader.proposal(nowMs)).isEmpty();
    }

    @Test
    void aFetchOfARegistrationThatIsOverCountsForNothing() {
        // given
        inSync(100);
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH + 1, new Extent(0, 100), nowMs);
        leader.fetched(3, EPOCH, new Extent(0, 110), nowMs);

        // when
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(100);
    }

    @Test
    void underTheMinimumNothingBecomesSafe() {
        // given
        inSync(100);

        // when
        leader.terms(terms(1, List.of(1)), nowMs);
        leader.appended(110, nowMs);
        leader.durable(110, nowMs);

        // then
        assertThat(leader.isUnderMinInSync()).isTrue();
        assertThat(leader.wasKeptByTooFew()).isTrue();
        assertThat(leader.highWatermark()).isEqualTo(100);
    }

    @Test
    void aLeaderThatIsAloneInTheSetWaitsForItsDisk() {
        // given
        leader = leader(100, List.of(1));
        leader.rules(new ReplicationRules(1, LAG_MS), nowMs);

        // when
        leader.appended(110, nowMs);
        assertThat(leader.highWatermark()).isEqualTo(100);
        leader.durable(105, nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(105);
    }

    @Test
    void aLeaderThatIsAloneWaitsForItsDiskUntilTheControllerHasLetAnotherIn() {
        // given
        leader = leader(100, List.of(1));
        leader.rules(new ReplicationRules(1, LAG_MS), nowMs);

        // when: the other has caught up, and is proposed
        leader.appended(110, nowMs);
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);
        assertThat(leader.proposal(nowMs).orElseThrow().members()).hasSize(2);
        leader.durable(105, nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(105);
        assertThat(leader.mayBeAlone()).isTrue();

        // when
        leader.terms(terms(6, List.of(1, 2)), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(110);
        assertThat(leader.mayBeAlone()).isFalse();
    }

    @Test
    void aLeaderThatMayBeAloneByNowWaitsForItsDisk() {
        // given
        leader = leader(100, List.of(1, 2));
        leader.rules(new ReplicationRules(1, LAG_MS), nowMs);
        leader.durable(105, nowMs);
        leader.appended(110, nowMs);

        // when: the other is proposed to leave, and comes after all
        nowMs += LAG_MS + 1;
        assertThat(leader.proposal(nowMs).orElseThrow().members()).hasSize(1);
        assertThat(leader.mayBeAlone()).isTrue();
        leader.fetched(2, EPOCH, new Extent(0, 110), nowMs);

        // then
        assertThat(leader.highWatermark()).isEqualTo(105);
    }

    @Test
    void anOlderDecisionChangesNothing() {
        // given
        leader.terms(terms(5, List.of(1, 2)), nowMs);

        // when
        leader.terms(terms(4, List.of(1, 2, 3)), nowMs);

        // then
        assertThat(leader.terms().isr()).containsExactly(1, 2);
        assertThat(leader.proposal(nowMs)).isEqualTo(Optional.empty());
    }

    private void inSync(long end) {
        leader.fetched(2, EPOCH, new Extent(0, end), nowMs);
        leader.fetched(3, EPOCH, new Extent(0, end), nowMs);
        assertThat(leader.highWatermark()).isEqualTo(end);
    }

    private LeaderReplica leader(long end, List<Integer> isr) {
        return new LeaderReplica(
                SELF,
                (nodeId, _) -> !dead.contains(nodeId),
                terms(0, isr),
                new ReplicationRules(2, LAG_MS),
                new LogEnds(end, end, 50),
                nowMs);
    }

    private static PartitionTerms terms(int partitionEpoch, List<Integer> isr) {
        return new PartitionTerms(4, partitionEpoch, List.of(1, 2, 3), isr);
    }
}
