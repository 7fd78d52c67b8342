package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.AlterPartitions.Change;
import io.weir.metadata.controller.AlterPartitions.Member;
import io.weir.metadata.controller.AlterReassignments.Target;
import io.weir.metadata.image.ImageRecords;
import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Reassignment;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partition on its way from some brokers to others. */
final class ReassignmentsTest {

    private final ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3, 4, 5);
    private Uuid topic = Uuid.ZERO;

    @BeforeEach
    void create() {
        topic = fixture.create(new CreateTopics.NewTopic(
                        "orders", -1, -1, List.of(new CreateTopics.Assignment(0, List.of(1, 2, 3))), List.of()))
                .topicId();
    }

    @Test
    void itHasOldAndNewReplicasUntilTheNewOnesAreInSync() {
        // when
        assertThat(move(4, 2, 5)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().replicas()).containsExactly(4, 2, 5, 1, 3);
        assertThat(partition().reassignment()).isEqualTo(new Reassignment(List.of(4, 5), List.of(1, 3)));
        assertThat(partition().isr()).containsExactly(1, 2, 3);
        assertThat(partition().leader()).isEqualTo(1);
        assertThat(partition().partitionEpoch()).isEqualTo(1);
        assertThat(partition().leaderEpoch()).isZero();

        // when: one has all records, and then the other too
        assertThat(inSync(1, 1, 2, 3, 4)).isEqualTo(ErrorCode.NONE);
        assertThat(partition().reassignment().isInProgress()).isTrue();
        assertThat(inSync(1, 1, 2, 3, 4, 5)).isEqualTo(ErrorCode.NEW_LEADER_ELECTED);

        // then: the old leader is gone, so another leads
        assertThat(partition().replicas()).containsExactly(4, 2, 5);
        assertThat(partition().directories()).hasSize(3);
        assertThat(partition().isr()).containsExactly(2, 4, 5);
        assertThat(partition().leader()).isEqualTo(4);
        assertThat(partition().leaderEpoch()).isEqualTo(1);
        assertThat(partition().partitionEpoch()).isEqualTo(3);
        assertThat(partition().reassignment()).isEqualTo(Reassignment.NONE);
    }

    @Test
    void aLeaderThatStaysLeadsOnInAnotherEpoch() {
        // when
        move(1, 2, 4);
        assertThat(inSync(1, 1, 2, 3, 4)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().replicas()).containsExactly(1, 2, 4);
        assertThat(partition().leader()).isEqualTo(1);
        assertThat(partition().leaderEpoch()).isEqualTo(1);
    }

    @Test
    void anotherOrderHoldsAtOnce() {
        // when
        assertThat(move(3, 1, 2)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().replicas()).containsExactly(3, 1, 2);
        assertThat(partition().reassignment().isInProgress()).isFalse();
        assertThat(partition().leader()).isEqualTo(1);

        // when: it is asked for once more
        int epoch = partition().partitionEpoch();
        assertThat(move(3, 1, 2)).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().partitionEpoch()).isEqualTo(epoch);
    }

    @Test
    void fewerReplicasWaitUntilAllThatStayAreInSync() {
        // given
        inSync(1, 1, 3);

        // when
        assertThat(move(1, 2)).isEqualTo(ErrorCode.NONE);

        // then: without the third one copy would be left
        assertThat(partition().reassignment()).isEqualTo(new Reassignment(List.of(), List.of(3)));

        // when
        inSync(1, 1, 2, 3);

        // then
        assertThat(partition().replicas()).containsExactly(1, 2);
        assertThat(partition().isr()).containsExactly(1, 2);
    }

    @Test
    void whatIsInProgressCanBeCancelled() {
        // given
        move(4, 5);
        inSync(1, 1, 2, 3, 4);

        // when
        assertThat(cancel()).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(partition().replicas()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(partition().isr()).containsExactly(1, 2, 3);
        assertThat(partition().leader()).isEqualTo(1);
        assertThat(partition().reassignment().isInProgress()).isFalse();
        assertThat(cancel()).isEqualTo(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS);
    }

    @Test
    void toCancelIsRefusedWhereItWouldLoseRecords() {
        // given: only the new replica is in sync, and it cannot go on alone because another is missing
        move(4, 5);
        inSync(1, 1, 4);
        fence(1);
        assertThat(partition().isr()).containsExactly(4);

        // then
        assertThat(cancel()).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);

        // when
        fixture.edit(ConfigResource.topic("orders"), ControllerFixture.set("unclean.leader.election.enable", "true"));

        // then
        assertThat(cancel()).isEqualTo(ErrorCode.NONE);
        assertThat(partition().leader()).isIn(2, 3);
    }

    @Test
    void aMoveThatIsSentElsewhereForgetsWhatItHadBegun() {
        // given
        move(4, 2, 3);

        // when
        move(1, 2, 3);

        // then
        assertThat(partition().replicas()).containsExactly(1, 2, 3);
        assertThat(partition().reassignment().isInProgress()).isFalse();

        // when
        move(4, 2, 3);
        move(5, 2, 3);

        // then: the one that was on its way goes with the old one
        assertThat(partition().reassignment()).isEqualTo(new Reassignment(List.of(5), List.of(1, 4)));
    }

    @Test
    void theLossOfAnOldReplicaCanEndAMove() {
        // given: all new ones are in sync, but fewer replicas are wanted and one of them is missing
        move(4, 5);
        inSync(1, 1, 2, 3, 4);

        // when
        fence(1);

        // then: it goes on under another leader
        assertThat(partition().reassignment().isInProgress()).isTrue();
        assertThat(partition().leader()).isIn(2, 3, 4);

        // when
        inSync(partition().leader(), 2, 3, 4, 5);

        // then
        assertThat(partition().replicas()).containsExactly(4, 5);
    }

    @Test
    void mistakesHaveKafkasErrors() {
        assertThat(run(new Target("nothing", 0, Optional.of(List.of(1)))))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(run(new Target("orders", 7, Optional.of(List.of(1)))))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(move()).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(move(1, 9)).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(move(1, 1)).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(cancel()).isEqualTo(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS);
    }

    @Test
    void anotherNumberOfReplicasCanBeForbidden() {
        // given
        AlterReassignments fewer =
                new AlterReassignments(List.of(new Target("orders", 0, Optional.of(List.of(1, 2)))), false);

        // when
        ApiError refused = fixture.run(fewer).results().getFirst().error();

        // then
        assertThat(refused)
                .isEqualTo(new ApiError(
                        ErrorCode.INVALID_REPLICATION_FACTOR, "The replication factor is changed from 3 to 2"));
    }

    @Test
    void aSnapshotKnowsOfIt() {
        // given
        move(4, 2, 5);

        // when
        MetadataImage restored = ImageUpdate.apply(MetadataImage.empty("cluster"), ImageRecords.of(fixture.image()))
                .after();

        // then
        assertThat(restored.topics().partition("orders", 0)).contains(partition());
    }

    private ErrorCode move(Integer... replicas) {
        return run(new Target("orders", 0, Optional.of(Arrays.asList(replicas))));
    }

    private ErrorCode cancel() {
        return run(new Target("orders", 0, Optional.empty()));
    }

    private ErrorCode run(Target target) {
        return fixture.run(new AlterReassignments(List.of(target), true))
                .results()
                .getFirst()
                .error()
                .code();
    }

    private ErrorCode inSync(int leader, Integer... isr) {
        List<Member> members =
                Arrays.stream(isr).map(id -> new Member(id, epoch(id))).toList();
        Change change =
                new Change(topic, 0, partition().leaderEpoch(), partition().partitionEpoch(), members);
        return fixture.run(new AlterPartitions(leader, epoch(leader), List.of(change)))
                .results()
                .getFirst();
    }

    private void fence(int nodeId) {
        fixture.run(new FenceBroker(nodeId, epoch(nodeId)));
    }

    private long epoch(int nodeId) {
        return fixture.image().cluster().broker(nodeId).orElseThrow().epoch();
    }

    private PartitionImage partition() {
        return fixture.topic("orders").partitions().getFirst();
    }
}
