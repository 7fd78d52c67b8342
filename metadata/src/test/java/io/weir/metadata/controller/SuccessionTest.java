package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.Successors;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may lead when too few are in sync (KIP-966): three replicas, of which two have to be in sync for an acknowledgement. */
final class SuccessionTest {

    private static final Uuid TOPIC = new Uuid(3, 1);

    private final Controller controller =
            new Controller(new NodeConfig(1, Map.of("min.insync.replicas", "2")), MetadataImage.empty("cluster"));
    private long nowMs = 1_000_000;

    @BeforeEach
    void threeReplicas() {
        List.of(1, 2, 3).forEach(id -> unfence(id, register(id, -1)));
        PartitionImage image = new PartitionImage(
                0, List.of(1, 2, 3), List.of(Uuid.ZERO, Uuid.ZERO, Uuid.ZERO), List.of(1, 2, 3), Leadership.first(1));
        controller.replay(List.of(Records.topic("orders", TOPIC), image.toRecord(TOPIC)));
    }

    @Test
    void whileEnoughAreInSyncNobodyElseIsEligible() {
        // when
        fence(1);

        // then
        assertThat(partition().isr()).containsExactly(2, 3);
        assertThat(partition().successors().eligible()).isEmpty();
    }

    @Test
    void whoeverLeavesWhenTooFewAreLeftMayLeadAgain() {
        // given
        fence(1);
        fence(2);
        assertThat(partition().successors().eligible()).containsExactly(2);

        // when: nobody is left
        fence(3);

        // then
        assertThat(partition().leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(partition().isr()).isEmpty();
        assertThat(partition().successors().eligible()).containsExactlyInAnyOrder(2, 3);
        assertThat(partition().successors().lastKnown()).isEqualTo(3);

        // and: one that had all that was acknowledged leads, and alone is in sync
        unfence(2, epoch(2));
        assertThat(partition().leader()).isEqualTo(2);
        assertThat(partition().isr()).containsExactly(2);
        assertThat(partition().successors().eligible()).containsExactly(3);
        assertThat(partition().successors().lastKnown()).isEqualTo(Leadership.NO_LEADER);
    }

    @Test
    void whoeverIsNotEligibleDoesNotLead() {
        // given
        fence(1);
        fence(2);
        fence(3);

        // when
        unfence(1, epoch(1));

        // then
        assertThat(partition().leader()).isEqualTo(Leadership.NO_LEADER);
    }

    @Test
    void whoeverStoppedUncleanlyIsNotEligibleAndWhoeverStoppedInOrderIs() {
        // given
        fence(1);
        fence(2);
        fence(3);
        long before = epoch(2);

        // when: the last that led lost its power
        unfence(3, register(3, -1));

        // then: another one has all, and is waited for
        assertThat(partition().leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(partition().successors().eligible()).containsExactly(2);
        unfence(2, register(2, before));
        assertThat(partition().leader()).isEqualTo(2);
    }

    @Test
    void whereAllStoppedUncleanlyTheLastThatLedLeads() {
        // given
        fence(1);
        fence(2);
        fence(3);

        // when
        unfence(2, register(2, -1));
        assertThat(partition().leader()).isEqualTo(Leadership.NO_LEADER);
        unfence(3, register(3, -1));

        // then
        assertThat(partition().leader()).isEqualTo(3);
        assertThat(partition().isr()).containsExactly(3);
    }

    @Test
    void whereFewerAreEnoughFromNowOnNobodyIsEligible() {
        // given
        fence(1);
        fence(2);

        // when
        minInSync("1");

        // then
        assertThat(partition().successors().eligible()).isEmpty();
    }

    @Test
    void theLastLeaderIsForgottenTooWhenOtherNumbersAreEnough() {
        // given
        fence(1);
        fence(2);
        fence(3);
        assertThat(partition().successors().lastKnown()).isEqualTo(3);

        // when
        minInSync("1");

        // then: nobody leads unless somebody says so
        assertThat(partition().successors()).isEqualTo(Successors.NONE);
        unfence(3, register(3, -1));
        assertThat(partition().leader()).isEqualTo(Leadership.NO_LEADER);
    }

    @Test
    void aNumberThatIsSaidAgainChangesNothing() {
        // given
        minInSync("2");
        fence(1);
        fence(2);
        assertThat(partition().successors().eligible()).containsExactly(2);

        // when
        minInSync("2");

        // then
        assertThat(partition().successors().eligible()).containsExactly(2);
    }

    @Test
    void whoeverIsInSyncLeadsBeforeThoseThatAreOnlyEligible() {
        // given: the first is back, and has to copy
        minInSync("3");
        fence(1);
        unfence(1, epoch(1));
        assertThat(partition().successors().eligible()).containsExactly(1);

        // when
        fence(2);

        // then
        assertThat(partition().leader()).isEqualTo(3);
        assertThat(partition().isr()).containsExactly(3);
        assertThat(partition().successors().eligible()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whoeverLedLastLeadsBeforeAnybodyWhenAnUncleanElectionIsAskedFor() {
        // given: nobody is in sync or eligible
        fence(1);
        fence(2);
        fence(3);
        unfence(2, register(2, -1));
        unfence(1, register(1, -1));
        controller.replay(List.of(
                partition().withIsr(List.of()).with(Successors.of(List.of(), 2)).toRecord(TOPIC)));

        // when
        var _ = run(new ElectLeaders(true, Optional.empty()));

        // then
        assertThat(partition().leader()).isEqualTo(2);
    }

    private void minInSync(String number) {
        var _ = run(new IncrementalAlterConfigs(
                List.of(new IncrementalAlterConfigs.Change(
                        ConfigResource.topic("orders"),
                        List.of(new IncrementalAlterConfigs.Edit(
                                "min.insync.replicas", IncrementalAlterConfigs.Operation.SET, number)))),
                false));
    }

    @Test
    void withoutTheFeatureTheLastInSyncReplicaStays() {
        // given
        run(new UpdateFeatures(
                List.of(new UpdateFeatures.Update(
                        "eligible.leader.replicas.version", (short) 0, UpdateFeatures.Direction.UNSAFE_DOWNGRADE)),
                false));

        // when
        fence(1);
        fence(2);
        fence(3);

        // then
        assertThat(partition().isr()).containsExactly(3);
        assertThat(partition().successors().eligible()).isEmpty();
    }

    private long register(int nodeId, long previousEpoch) {
        return run(new RegisterBroker(nodeId, Records.description((int) ++nowMs), previousEpoch, true))
                .brokerEpoch();
    }

    private void unfence(int nodeId, long epoch) {
        assertThat(run(new BrokerHeartbeat(nodeId, epoch, true, false)).isFenced())
                .isFalse();
    }

    private void fence(int nodeId) {
        var _ = run(new FenceBroker(nodeId, epoch(nodeId)));
    }

    private long epoch(int nodeId) {
        return controller.image().cluster().broker(nodeId).orElseThrow().epoch();
    }

    private PartitionImage partition() {
        return controller.image().topics().partition("orders", 0).orElseThrow();
    }

    private <A> A run(Command<A> command) {
        Decision<A> decision = controller.decide(command, new Moment(nowMs, new Random(1)));
        controller.replay(decision.records());
        return decision.answer();
    }
}
