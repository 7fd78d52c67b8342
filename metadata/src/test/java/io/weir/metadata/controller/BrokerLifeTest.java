package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.Successors;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who lives, who may lead, and who leads instead. */
final class BrokerLifeTest {

    private static final int SESSION_MS = 9_000;

    private static final Message UNCLEAN =
            Records.config(ConfigResource.topic("available"), "unclean.leader.election.enable", "true");

    private final Controller controller = new Controller(new NodeConfig(1, Map.of()), MetadataImage.empty("cluster"));
    private final Random random = new Random(1);
    private long nowMs = 1_000_000;

    @Test
    void aBrokerRegistersFencedAndLeadsOnceItIsReady() {
        // given
        long epoch = register(1);

        // then
        assertThat(isLive(1)).isFalse();

        // when: it lives, and then is ready
        assertThat(beat(1, epoch, false).isFenced()).isTrue();
        assertThat(beat(1, epoch, true).isFenced()).isFalse();

        // then
        assertThat(isLive(1)).isTrue();
    }

    @Test
    void aSilentBrokerIsFencedAfterItsSessionAndNotBefore() {
        // given
        long first = ready(1);
        long second = ready(2);
        look();

        // when: one of the two says no more
        for (int i = 0; i < SESSION_MS / 1_000 - 1; i++) {
            nowMs += 1_000;
            beat(2, second, true);
            assertThat(look()).isEmpty();
        }
        nowMs += 1_000;
        beat(2, second, true);

        // then
        assertThat(look()).containsExactly(1);
        assertThat(isLive(1)).isFalse();
        assertThat(isLive(2)).isTrue();
        assertThat(beat(1, first, true).isFenced()).isFalse();
    }

    @Test
    void aBrokerWhoseDiskIsFullIsFencedUntilItHasRoomAndTheLastOneIsNot() {
        // given
        long first = ready(1);
        long second = ready(2);

        // when: both are full
        boolean isFirstFenced = beat(1, first, false).isFenced();
        boolean isSecondFenced = beat(2, second, false).isFenced();

        // then
        assertThat(isFirstFenced).isTrue();
        assertThat(isSecondFenced).isFalse();
        assertThat(beat(1, first, true).isFenced()).isFalse();
    }

    @Test
    void aControllerThatWasHeldUpItselfFencesNobody() {
        // given
        ready(1);
        look();

        // when: nothing ran for a minute, the controller included
        nowMs += 60_000;

        // then
        assertThat(look()).isEmpty();
    }

    @Test
    void aControllerThatLooksSlowlyForLongStillFindsWhoIsSilent() {
        // given
        ready(1);
        long second = ready(2);
        look();

        // when: it is held up before each look
        List<Integer> fenced = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            nowMs += 2_500;
            beat(2, second, true);
            fenced.addAll(look());
        }

        // then
        assertThat(fenced).containsExactly(1);
    }

    @Test
    void aNewControllerGivesEverybodyAFullSession() {
        // given
        ready(1);
        look();
        nowMs += SESSION_MS - 1;

        // when
        controller.forgetSessions();
        look();
        nowMs += 1_500;

        // then
        assertThat(look()).isEmpty();
    }

    @Test
    void whatAFencedBrokerLedHasAnotherLeaderOfTheInSyncReplicas() {
        // given: one partition on two brokers, one on one
        ready(1);
        ready(2);
        ready(3);
        create("two", List.of(1, 2));
        create("one", List.of(1));

        // when
        run(new FenceBroker(1, epoch(1)));

        // then
        assertThat(partition("two").leader()).isEqualTo(2);
        assertThat(partition("two").isr()).containsExactly(2);
        assertThat(partition("two").leaderEpoch()).isEqualTo(1);
        assertThat(partition("one").leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(partition("one").isr()).isEmpty();
        assertThat(partition("one").successors()).isEqualTo(new Successors(List.of(1), 1));
    }

    @Test
    void theLastInSyncReplicaLeadsAgainWhenItIsBack() {
        // given
        long epoch = ready(1);
        ready(2);
        create("one", List.of(1));
        run(new FenceBroker(1, epoch));

        // when: another incarnation comes at the same address
        long again =
                run(new RegisterBroker(1, Records.description(77), -1, true)).brokerEpoch();
        assertThat(partition("one").leader()).isEqualTo(Leadership.NO_LEADER);
        beat(1, again, true);

        // then
        assertThat(partition("one").leader()).isEqualTo(1);
        assertThat(partition("one").leaderEpoch()).isEqualTo(2);
    }

    @Test
    void aReplicaThatIsNotInSyncLeadsOnlyWhereThatIsSet() {
        // given: of each the second replica is not in sync
        ready(1);
        ready(2);
        create("kept", List.of(1, 2));
        create("available", List.of(1, 2));
        outOfSync("kept", 2);
        outOfSync("available", 2);
        controller.replay(List.of(UNCLEAN));

        // when
        run(new FenceBroker(1, epoch(1)));

        // then
        assertThat(partition("kept").leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(partition("kept").isr()).isEmpty();
        assertThat(partition("kept").successors().eligible()).containsExactly(1);
        assertThat(partition("available").leader()).isEqualTo(2);
        assertThat(partition("available").isr()).containsExactly(2);
    }

    @Test
    void aReplicaThatIsNotInSyncAndComesBackFirstLeadsOnlyWhereThatIsSet() {
        // given: nobody lives
        ready(1);
        long second = ready(2);
        create("kept", List.of(1, 2));
        create("available", List.of(1, 2));
        run(new FenceBroker(2, second));
        run(new FenceBroker(1, epoch(1)));
        controller.replay(List.of(UNCLEAN));

        // when
        beat(2, second, true);

        // then
        assertThat(partition("kept").leader()).isEqualTo(Leadership.NO_LEADER);
        assertThat(partition("available").leader()).isEqualTo(2);
        assertThat(partition("available").isr()).containsExactly(2);
    }

    @Test
    void aBrokerThatStopsIsRelievedOfWhatItLeads() {
        // given
        long epoch = ready(1);
        ready(2);
        create("two", List.of(1, 2));

        // when
        BrokerHeartbeat.Answer answer = run(new BrokerHeartbeat(1, epoch, true, true));

        // then
        assertThat(answer.mayStop()).isTrue();
        assertThat(partition("two").leader()).isEqualTo(2);
        assertThat(isLive(1)).isFalse();
    }

    @Test
    void evidenceAgainstAnEarlierProcessDoesNotFenceTheNext() {
        // given
        long earlier = ready(1);
        nowMs++;
        long later =
                run(new RegisterBroker(1, Records.description(5), -1, true)).brokerEpoch();
        beat(1, later, true);

        // when
        run(new FenceBroker(1, earlier));

        // then
        assertThat(isLive(1)).isTrue();
        assertThat(beat(1, earlier, true).error().code()).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
    }

    @Test
    void aSecondBrokerOfTheSameIdElsewhereIsRefusedWhileTheFirstLives() {
        // given
        ready(1);
        BrokerDescription elsewhere = new BrokerDescription(
                new Uuid(9, 99),
                List.of(new BrokerEndpoint("PLAINTEXT", "elsewhere", 9092, (short) 0)),
                Optional.empty(),
                List.of());

        // when
        ApiError refused = run(new RegisterBroker(1, elsewhere, -1, true)).error();
        nowMs += SESSION_MS;
        ApiError accepted = run(new RegisterBroker(1, elsewhere, -1, true)).error();

        // then
        assertThat(refused.code()).isEqualTo(ErrorCode.DUPLICATE_BROKER_REGISTRATION);
        assertThat(refused.message()).contains("localhost:9092").contains("node.id");
        assertThat(accepted.isError()).isFalse();
    }

    private long ready(int nodeId) {
        long epoch = register(nodeId);
        beat(nodeId, epoch, true);
        return epoch;
    }

    private long register(int nodeId) {
        return run(new RegisterBroker(nodeId, Records.description(nodeId), -1, true))
                .brokerEpoch();
    }

    private BrokerHeartbeat.Answer beat(int nodeId, long epoch, boolean isReady) {
        return run(new BrokerHeartbeat(nodeId, epoch, isReady, false));
    }

    private List<Integer> look() {
        return run(new FenceSilentBrokers()).fenced();
    }

    private long epoch(int nodeId) {
        return controller.image().cluster().broker(nodeId).orElseThrow().epoch();
    }

    private boolean isLive(int nodeId) {
        return controller.image().cluster().isLive(nodeId);
    }

    /** As records, because topics with several replicas cannot be asked for yet. */
    private void create(String name, List<Integer> replicas) {
        Uuid id = new Uuid(3, name.hashCode());
        PartitionImage image = new PartitionImage(
                0,
                replicas,
                replicas.stream().map(_ -> Uuid.ZERO).toList(),
                replicas,
                Leadership.first(replicas.getFirst()));
        controller.replay(List.of(Records.topic(name, id), image.toRecord(id)));
    }

    private void outOfSync(String topic, int nodeId) {
        PartitionImage known = partition(topic);
        List<Integer> isr = known.isr().stream().filter(id -> id != nodeId).toList();
        controller.replay(List.of(known.withIsr(isr)
                .toRecord(controller.image().topics().named(topic).orElseThrow().id())));
    }

    private PartitionImage partition(String topic) {
        return controller.image().topics().partition(topic, 0).orElseThrow();
    }

    private <A> A run(Command<A> command) {
        Decision<A> decision = controller.decide(command, new Moment(nowMs, random));
        controller.replay(decision.records());
        return decision.answer();
    }
}
