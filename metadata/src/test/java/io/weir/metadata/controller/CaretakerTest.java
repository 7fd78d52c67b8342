package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.Caretaker.Place;
import io.weir.metadata.controller.Caretaker.Settings;
import io.weir.metadata.controller.Caretaker.Size;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import io.weir.metadata.image.TopicImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is moved without being asked. */
final class CaretakerTest {

    private static final long MINUTE_MS = 60_000;
    private static final long SESSION_MS = 9_000;
    private static final Settings SETTINGS = new Settings(true, 10 * MINUTE_MS, SESSION_MS, 0.2, 5);

    private final ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3);
    private final Caretaker caretaker = new Caretaker();
    private final Map<Place, Size> sizes = new HashMap<>();
    private long nowMs = 1_000_000;

    @Test
    void aNewBrokerIsFilledLittleByLittle() {
        // given
        create(30, 2);
        assertThat(next(SETTINGS)).isEmpty();

        // when
        fixture.run(new RegisterBroker(4, Records.description(4)));

        // then
        int rounds = 0;
        for (Optional<AlterReassignments> moves = next(SETTINGS); moves.isPresent(); moves = next(SETTINGS)) {
            assertThat(moves.get().targets()).hasSizeLessThanOrEqualTo(5);
            fixture.run(moves.get());
            assertThat(next(SETTINGS)).as("while they are on their way").isEmpty();
            arrive();
            rounds++;
        }
        assertThat(rounds).isBetween(2, 4);
        assertThat(replicas(4)).isBetween(12L, 16L);
    }

    @Test
    void whatALostBrokerHadGoesToOthersAfterAWhile() {
        // given
        create(4, 2);
        long had = replicas(3);
        fence(3);

        // when: it may come back
        assertThat(next(SETTINGS)).isEmpty();
        nowMs += 10 * MINUTE_MS - 1;
        assertThat(next(SETTINGS)).isEmpty();

        // when: it does not
        nowMs += 1;
        Optional<AlterReassignments> moves = next(SETTINGS);

        // then
        assertThat(moves.orElseThrow().targets())
                .hasSize((int) had)
                .allSatisfy(
                        target -> assertThat(target.replicas().orElseThrow()).containsExactlyInAnyOrder(1, 2));
    }

    @Test
    void whatAForgottenBrokerHadGoesToOthersOnceItIsKnownNotToLive() {
        // given
        create(4, 2);
        long had = replicas(3);
        assertThat(had).isPositive();

        // when: it may live, and register again
        fixture.run(new UnregisterBroker(3));
        assertThat(next(SETTINGS)).isEmpty();
        nowMs += SESSION_MS - 1;
        assertThat(next(SETTINGS)).isEmpty();

        // when: it does not
        nowMs += 1;

        // then
        assertThat(next(SETTINGS).orElseThrow().targets())
                .hasSize((int) had)
                .allSatisfy(
                        target -> assertThat(target.replicas().orElseThrow()).containsExactlyInAnyOrder(1, 2));
    }

    @Test
    void whatABrokerHadThatWasAwayBeforeItWasForgottenGoesToOthersAtOnce() {
        // given
        create(4, 2);
        long had = replicas(3);
        fence(3);
        assertThat(next(SETTINGS)).isEmpty();
        nowMs += SESSION_MS;
        assertThat(next(SETTINGS)).isEmpty();

        // when
        fixture.run(new UnregisterBroker(3));

        // then
        assertThat(next(SETTINGS).orElseThrow().targets()).hasSize((int) had);
    }

    @Test
    void aForgottenBrokerThatLivesKeepsWhatItHas() {
        // given
        create(4, 2);
        fixture.run(new UnregisterBroker(3));
        assertThat(next(SETTINGS)).isEmpty();

        // when
        nowMs += SESSION_MS - 1;
        fixture.run(new RegisterBroker(3, Records.description(3)));

        // then: the time counts anew
        assertThat(next(SETTINGS)).isEmpty();
        nowMs += SESSION_MS - 1;
        fixture.run(new UnregisterBroker(3));
        assertThat(next(SETTINGS)).isEmpty();
    }

    @Test
    void aBrokerThatIsBackInTimeKeepsWhatItHas() {
        // given
        create(4, 2);
        fence(3);
        assertThat(next(SETTINGS)).isEmpty();

        // when
        nowMs += 9 * MINUTE_MS;
        fixture.run(new RegisterBroker(3, Records.description(3)));
        assertThat(next(SETTINGS)).isEmpty();
        fence(3);
        nowMs += 9 * MINUTE_MS;

        // then: the time counts anew
        assertThat(next(SETTINGS)).isEmpty();
    }

    @Test
    void aBrokerThatIsToLeaveIsEmptied() {
        // given
        create(10, 2);

        // when
        fixture.edit(ConfigResource.broker(2), ControllerFixture.set(Caretaker.DRAIN, "true"));
        for (Optional<AlterReassignments> moves = next(SETTINGS); moves.isPresent(); moves = next(SETTINGS)) {
            fixture.run(moves.get());
            arrive();
        }

        // then
        assertThat(replicas(2)).isZero();
        assertThat(replicas(1)).isEqualTo(10);
    }

    @Test
    void aMoveToABrokerThatWasLostMeanwhileIsTakenBack() {
        // given
        create(1, 2);
        int spare = Stream.of(1, 2, 3)
                .filter(id -> !partition(0).replicas().contains(id))
                .findFirst()
                .orElseThrow();
        fixture.run(new AlterReassignments(
                List.of(new AlterReassignments.Target(
                        "t", 0, Optional.of(List.of(partition(0).leader(), spare)))),
                true));
        fence(spare);
        assertThat(next(SETTINGS)).isEmpty();

        // when
        nowMs += 10 * MINUTE_MS;

        // then
        assertThat(next(SETTINGS).orElseThrow().targets())
                .containsExactly(new AlterReassignments.Target("t", 0, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void aMoveIsNotTakenBackFromTheOnlyOneThatLivesAndHasTheRecords(String unclean) {
        // given: on its way from one broker to both others, of which one is in sync
        create(1, 1);
        fixture.edit(ConfigResource.topic("t"), ControllerFixture.set("unclean.leader.election.enable", unclean));
        int source = partition(0).leader();
        List<Integer> others = Stream.of(1, 2, 3).filter(id -> id != source).toList();
        fixture.run(new AlterReassignments(List.of(new AlterReassignments.Target("t", 0, Optional.of(others))), true));
        int arrived = others.getFirst();
        inSync(partition(0), List.of(source, arrived));

        // when: the other one is lost, and so is where it came from
        fence(others.getLast());
        fence(source);
        assertThat(next(SETTINGS)).isEmpty();
        nowMs += 10 * MINUTE_MS;
        fixture.run(next(SETTINGS).orElseThrow());

        // then
        assertThat(partition(0).leader()).isEqualTo(arrived);
        assertThat(partition(0).isr()).containsExactly(arrived);
        assertThat(partition(0).replicas()).containsExactlyInAnyOrder(arrived, source);
        assertThat(next(SETTINGS)).isEmpty();
    }

    @Test
    void whatOnlyALostBrokerHasWaitsForItAndHoldsUpNothing() {
        // given
        create(6, 1);
        fence(3);
        assertThat(next(SETTINGS)).isEmpty();

        // when
        nowMs += 10 * MINUTE_MS;

        // then
        assertThat(next(SETTINGS)).isEmpty();

        // when: a move of such a partition was begun before by somebody
        fixture.run(new AlterReassignments(
                List.of(new AlterReassignments.Target("t", ledByNobody(), Optional.of(List.of(1)))), true));
        fixture.edit(ConfigResource.broker(2), ControllerFixture.set(Caretaker.DRAIN, "true"));

        // then
        assertThat(next(SETTINGS).orElseThrow().targets()).hasSize((int) replicas(2));
    }

    private int ledByNobody() {
        return fixture.topic("t").partitions().stream()
                .filter(partition -> partition.leader() == Leadership.NO_LEADER)
                .findFirst()
                .orElseThrow()
                .partitionId();
    }

    @Test
    void itCanBeSwitchedOff() {
        // given
        create(30, 2);
        fixture.run(new RegisterBroker(4, Records.description(4)));

        // then
        assertThat(next(new Settings(false, 0, 0, 0.1, 5))).isEmpty();
    }

    @Test
    void nothingIsMovedToBeEvenWhileABrokerRestarts() {
        // given
        create(30, 2);
        fixture.run(new RegisterBroker(4, Records.description(4)));

        // when
        fence(2);

        // then
        assertThat(next(SETTINGS)).isEmpty();
    }

    private Optional<AlterReassignments> next(Settings settings) {
        return caretaker.next(fixture.image(), sizes, settings, nowMs);
    }

    private void create(int partitions, int factor) {
        fixture.create(CreateTopics.NewTopic.of("t", partitions, factor));
        TopicImage topic = fixture.topic("t");
        topic.partitions().forEach(p -> sizes.put(new Place(topic.id(), p.partitionId()), new Size(100 << 20, 1_000)));
    }

    /** All that is on its way is in sync. */
    private void arrive() {
        for (PartitionImage partition : fixture.topic("t").partitions()) {
            if (partition.reassignment().isInProgress()) {
                inSync(partition, partition.replicas());
            }
        }
    }

    private void inSync(PartitionImage partition, List<Integer> nodeIds) {
        fixture.run(new AlterPartitions(
                partition.leader(),
                epoch(partition.leader()),
                List.of(new AlterPartitions.Change(
                        fixture.topic("t").id(),
                        partition.partitionId(),
                        partition.leaderEpoch(),
                        partition.partitionEpoch(),
                        nodeIds.stream()
                                .map(id -> new AlterPartitions.Member(id, -1))
                                .toList()))));
    }

    private void fence(int nodeId) {
        fixture.run(new FenceBroker(nodeId, epoch(nodeId)));
    }

    private long epoch(int nodeId) {
        return fixture.image().cluster().broker(nodeId).orElseThrow().epoch();
    }

    private PartitionImage partition(int partitionId) {
        return fixture.topic("t").partition(partitionId).orElseThrow();
    }

    private long replicas(int nodeId) {
        return fixture.topic("t").partitions().stream()
                .filter(partition -> partition.replicas().contains(nodeId))
                .count();
    }
}
