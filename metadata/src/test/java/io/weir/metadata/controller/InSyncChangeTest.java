package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.controller.AlterPartitions.Change;
import io.weir.metadata.controller.AlterPartitions.Member;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaders ask for, and who leads after a leader is gone. */
final class InSyncChangeTest {

    private final ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3);
    private Uuid topic = Uuid.ZERO;

    @BeforeEach
    void create() {
        topic = fixture.create(new CreateTopics.NewTopic(
                        "orders", -1, -1, List.of(new CreateTopics.Assignment(0, List.of(1, 2, 3))), List.of()))
                .topicId();
    }

    @Test
    void aSetShrinksAndGrowsWithEachPartitionEpoch() {
        // when
        assertThat(propose(1, 0, 0, member(1), member(3))).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().isr()).containsExactly(1, 3);
        assertThat(partition().partitionEpoch()).isEqualTo(1);
        assertThat(partition().leaderEpoch()).isZero();

        // when: the same again, as if its answer had been lost
        assertThat(propose(1, 0, 0, member(1), member(3))).isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);

        // when
        assertThat(propose(1, 0, 1, member(1), member(2), member(3))).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().isr()).containsExactly(1, 2, 3);
    }

    @Test
    void nobodyButThePresentLeaderChangesTheSet() {
        assertThat(propose(2, 0, 0, member(2))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(propose(1, 7, 0, member(1))).isEqualTo(ErrorCode.NOT_CONTROLLER);
        assertThat(propose(1, 0, 7, member(1))).isEqualTo(ErrorCode.NOT_CONTROLLER);

        // when
        fixture.run(new FenceBroker(1, epoch(1)));

        // then
        assertThat(partition().leader()).isEqualTo(2);
        assertThat(propose(1, 0, 0, member(1), member(2))).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(partition().isr()).containsExactly(2, 3);
    }

    @Test
    void whoIsNoReplicaOrNotAliveOrAnotherProcessCannotBeInSync() {
        assertThat(propose(1, 0, 0, member(2), member(3))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(propose(1, 0, 0, member(1), member(1))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(propose(1, 0, 0, member(1), new Member(9, 1))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(propose(1, 0, 0, member(1), new Member(2, epoch(2) - 1))).isEqualTo(ErrorCode.INELIGIBLE_REPLICA);

        // when
        fixture.run(new FenceBroker(3, epoch(3)));

        // then
        assertThat(propose(1, 0, partition().partitionEpoch(), member(1), member(2), member(3)))
                .isEqualTo(ErrorCode.INELIGIBLE_REPLICA);
    }

    @Test
    void theLastInSyncReplicaStaysEligibleAndAnotherLeadsOnlyWhenToldToBeUnclean() {
        // given
        propose(1, 0, 0, member(1));

        // when
        fixture.run(new FenceBroker(1, epoch(1)));

        // then
        assertThat(partition().leader()).isEqualTo(-1);
        assertThat(partition().isr()).isEmpty();
        assertThat(partition().successors().eligible()).containsExactly(1);
        assertThat(elect(false)).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE);

        // when
        assertThat(elect(true)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().leader()).isEqualTo(2);
        assertThat(partition().isr()).containsExactly(2);
        assertThat(elect(true)).isEqualTo(ErrorCode.ELECTION_NOT_NEEDED);
    }

    @Test
    void thePreferredLeaderComesBackWhenItIsInSync() {
        // given: it was away
        fixture.run(new FenceBroker(1, epoch(1)));
        fixture.run(new BrokerHeartbeat(1, epoch(1), true, false));
        assertThat(elect(false)).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE);
        propose(2, partition().leaderEpoch(), partition().partitionEpoch(), member(1), member(2), member(3));

        // when
        ElectLeaders.Answer answer = fixture.run(ElectLeaders.preferred());

        // then
        assertThat(answer.results()).hasSize(1);
        assertThat(partition().leader()).isEqualTo(1);
        assertThat(fixture.run(ElectLeaders.preferred()).results()).isEmpty();
    }

    private ErrorCode elect(boolean unclean) {
        return fixture.run(new ElectLeaders(unclean, Optional.of(List.of(new ElectLeaders.Place("orders", 0)))))
                .results()
                .getFirst()
                .error()
                .code();
    }

    private ErrorCode propose(int leader, int leaderEpoch, int partitionEpoch, Member... isr) {
        AlterPartitions.Answer answer = fixture.run(new AlterPartitions(
                leader, epoch(leader), List.of(new Change(topic, 0, leaderEpoch, partitionEpoch, Arrays.asList(isr)))));
        assertThat(answer.error().isError()).isFalse();
        return answer.results().getFirst();
    }

    private Member member(int nodeId) {
        return new Member(nodeId, epoch(nodeId));
    }

    private long epoch(int nodeId) {
        return fixture.image().cluster().broker(nodeId).map(BrokerImage::epoch).orElseThrow();
    }

    private PartitionImage partition() {
        return fixture.topic("orders").partition(0).orElseThrow();
    }
}
