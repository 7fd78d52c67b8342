package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.controller.ElectLeaders.Place;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaders that somebody asks for, with the errors Kafka has. */
final class LeaderElectionTest {

    private final ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3);

    @BeforeEach
    void create() {
        fixture.create(new CreateTopics.NewTopic(
                "orders",
                -1,
                -1,
                List.of(new CreateTopics.Assignment(0, List.of(1, 2)), new CreateTopics.Assignment(1, List.of(2, 3))),
                List.of()));
    }

    @Test
    void thePreferredReplicaLeadsAgainWhenItIsBackAndInSync() {
        // given
        fence(1);
        assertThat(partition(0).leader()).isEqualTo(2);
        assertThat(elect(false, 0)).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE);

        // when: it lives, but lacks records
        unfence(1);
        assertThat(elect(false, 0)).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE);

        // when
        inSync(0, 2, 1);
        assertThat(elect(false, 0)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition(0).leader()).isEqualTo(1);
        assertThat(partition(0).leaderEpoch()).isEqualTo(2);
        assertThat(elect(false, 0)).isEqualTo(ErrorCode.ELECTION_NOT_NEEDED);
    }

    @Test
    void whoeverLivesLeadsWhenRecordsMayBeLost() {
        // given: the last one that has all records is gone
        fence(1);
        unfence(1);
        fence(2);
        assertThat(partition(0).leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(elect(false, 0)).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE);

        // when
        assertThat(elect(true, 0)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition(0).leader()).isEqualTo(1);
        assertThat(partition(0).isr()).containsExactly(1);
        assertThat(elect(true, 0)).isEqualTo(ErrorCode.ELECTION_NOT_NEEDED);
    }

    @Test
    void nobodyLeadsWhereNobodyLives() {
        // given
        fence(1);
        fence(2);

        // then
        assertThat(elect(true, 0)).isEqualTo(ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE);
        assertThat(elect(true, 7)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }

    @Test
    void ofAllPartitionsThoseAreToldThatNeedAnotherLeader() {
        // given
        fence(1);

        // when
        List<ElectLeaders.Result> results =
                fixture.run(ElectLeaders.preferred()).results();

        // then
        assertThat(results)
                .singleElement()
                .satisfies(result ->
                        assertThat(result.error().code()).isEqualTo(ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE));
    }

    private ErrorCode elect(boolean unclean, int partition) {
        return fixture.run(new ElectLeaders(unclean, Optional.of(List.of(new Place("orders", partition)))))
                .results()
                .getFirst()
                .error()
                .code();
    }

    private void fence(int nodeId) {
        fixture.run(new FenceBroker(nodeId, epoch(nodeId)));
    }

    private void unfence(int nodeId) {
        fixture.run(new RegisterBroker(nodeId, Records.description(nodeId), -1, true));
        fixture.run(new BrokerHeartbeat(nodeId, epoch(nodeId), true, false));
    }

    private void inSync(int partitionId, Integer... isr) {
        PartitionImage before = partition(partitionId);
        fixture.run(new AlterPartitions(
                before.leader(),
                epoch(before.leader()),
                List.of(new AlterPartitions.Change(
                        fixture.topic("orders").id(),
                        partitionId,
                        before.leaderEpoch(),
                        before.partitionEpoch(),
                        List.of(isr).stream()
                                .map(id -> new AlterPartitions.Member(id, -1))
                                .toList()))));
    }

    private long epoch(int nodeId) {
        return fixture.image().cluster().broker(nodeId).orElseThrow().epoch();
    }

    private PartitionImage partition(int partitionId) {
        return fixture.topic("orders").partition(partitionId).orElseThrow();
    }
}
