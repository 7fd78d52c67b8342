package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Records;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    @Test
    void leadersAndReplicasAreSpreadEvenlyAndNoBrokerHoldsAPartitionTwice() {
        ControllerFixture five = ControllerFixture.with(Map.of(), 1, 2, 3, 4, 5);

        five.create(CreateTopics.NewTopic.of("t", 20, 3));

        List<PartitionImage> partitions = five.topic("t").partitions();
        assertThat(count(partitions.stream().map(PartitionImage::leader).toList()))
                .hasSize(5)
                .allSatisfy((broker, leads) -> assertThat(leads).isEqualTo(4));
        assertThat(count(partitions.stream().flatMap(p -> p.replicas().stream()).toList()))
                .hasSize(5)
                .allSatisfy((broker, holds) -> assertThat(holds).isEqualTo(12));
        assertThat(partitions).allSatisfy(p -> {
            assertThat(new HashSet<>(p.replicas())).hasSize(3);
            assertThat(p.leader()).isEqualTo(p.replicas().getFirst());
        });
    }

    @Test
    void theFollowersOfALeaderDifferFromRoundToRound() {
        ControllerFixture four = ControllerFixture.with(Map.of(), 1, 2, 3, 4);

        four.create(CreateTopics.NewTopic.of("t", 12, 2));

        Map<Integer, Long> followersOfOne = count(four.topic("t").partitions().stream()
                .filter(p -> p.leader() == 1)
                .map(p -> p.replicas().getLast())
                .toList());
        assertThat(followersOfOne).containsOnlyKeys(2, 3, 4);
    }

    @Test
    void asManyReplicasAsBrokersIsTheMost() {
        ControllerFixture two = ControllerFixture.with(Map.of(), 1, 2);

        two.create(CreateTopics.NewTopic.of("t", 3, 2));

        assertThat(two.topic("t").partitions())
                .allSatisfy(p -> assertThat(p.replicas()).containsExactlyInAnyOrder(1, 2));
    }

    @Test
    void aBrokerThatIsToLeaveIsGivenNothingWhileThereAreOthers() {
        // given
        ControllerFixture four = ControllerFixture.with(Map.of(), 1, 2, 3, 4);
        four.edit(ConfigResource.broker(2), ControllerFixture.set(Caretaker.DRAIN, "true"));

        // when
        four.create(CreateTopics.NewTopic.of("three", 8, 3));
        four.run(new CreatePartitions(List.of(new CreatePartitions.Growth("three", 16, Optional.empty())), false));
        four.create(CreateTopics.NewTopic.of("four", 8, 4));

        // then
        assertThat(four.topic("three").partitions())
                .hasSize(16)
                .allSatisfy(p -> assertThat(p.replicas()).containsExactlyInAnyOrder(1, 3, 4));
        assertThat(four.topic("four").partitions()).allSatisfy(p -> {
            assertThat(p.replicas()).contains(2);
            assertThat(p.leader()).isNotEqualTo(2);
        });
    }

    @Test
    void replicasAreInDifferentRacksWhileThereAreAny() {
        // given: racks of different size
        ControllerFixture fixture = ControllerFixture.with(Map.of());
        Map<Integer, String> racks = Map.of(1, "a", 2, "a", 3, "a", 4, "b", 5, "b", 6, "c");
        racks.forEach((broker, rack) -> fixture.run(new RegisterBroker(broker, Records.description(broker, rack))));

        // when
        fixture.create(CreateTopics.NewTopic.of("three", 30, 3));
        fixture.create(CreateTopics.NewTopic.of("four", 30, 4));
        fixture.run(new CreatePartitions(List.of(new CreatePartitions.Growth("three", 60, Optional.empty())), false));

        // then
        assertThat(fixture.topic("three").partitions())
                .hasSize(60)
                .allSatisfy(
                        p -> assertThat(p.replicas()).extracting(racks::get).containsExactlyInAnyOrder("a", "b", "c"));
        assertThat(fixture.topic("four").partitions())
                .allSatisfy(p -> assertThat(p.replicas()).extracting(racks::get).contains("a", "b", "c"));
        assertThat(count(fixture.topic("four").partitions().stream()
                        .map(PartitionImage::leader)
                        .toList()))
                .hasSize(6)
                .allSatisfy((broker, leads) -> assertThat(leads).isEqualTo(5));
    }

    @Test
    void aFencedBrokerLeadsNothingAndHasReplicasOnlyWhereThereAreTooFewOthers() {
        // given
        ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3);
        fixture.run(new FenceBroker(
                3, fixture.image().cluster().broker(3).orElseThrow().epoch()));

        // when
        fixture.create(CreateTopics.NewTopic.of("two", 6, 2));
        fixture.create(CreateTopics.NewTopic.of("three", 6, 3));

        // then
        assertThat(fixture.topic("two").partitions())
                .allSatisfy(p -> assertThat(p.replicas()).containsExactlyInAnyOrder(1, 2));
        assertThat(fixture.topic("three").partitions()).allSatisfy(p -> {
            assertThat(p.replicas()).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(p.isr()).containsExactlyInAnyOrder(1, 2);
            assertThat(p.leader()).isNotEqualTo(3);
        });
    }

    private static Map<Integer, Long> count(List<Integer> brokers) {
        return brokers.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
