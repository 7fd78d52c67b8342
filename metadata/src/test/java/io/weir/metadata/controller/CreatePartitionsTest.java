package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreatePartitionsTest {

    private final ControllerFixture fixture = ControllerFixture.with(Map.of(), 1, 2, 3);

    CreatePartitionsTest() {
        fixture.create(CreateTopics.NewTopic.of("t", 2, 2));
    }

    @Test
    void aTopicGetsMorePartitionsWithAsManyReplicas() {
        assertThat(grow("t", 5, Optional.empty())).isEqualTo(ApiError.NONE);

        assertThat(fixture.topic("t").partitions())
                .hasSize(5)
                .allSatisfy(p -> assertThat(p.replicas()).hasSize(2));
        assertThat(fixture.topic("t").partitions())
                .extracting(PartitionImage::partitionId)
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void newPartitionsStandWhereTheyAreAssigned() {
        assertThat(grow("t", 3, Optional.of(List.of(List.of(3, 1))))).isEqualTo(ApiError.NONE);

        assertThat(fixture.topic("t").partitions().getLast().replicas()).containsExactly(3, 1);
    }

    @Test
    void fewerOrEquallyManyAreRefused() {
        ApiError fewer = grow("t", 1, Optional.empty());
        ApiError same = grow("t", 2, Optional.empty());

        assertThat(fewer.code()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(fewer.message()).contains("would not be an increase");
        assertThat(same.code()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(same.message()).isEqualTo("Topic already has 2 partition(s).");
        assertThat(grow("t", -1, Optional.empty()).code()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
    }

    @Test
    void assignmentsThatCannotBeAreRefused() {
        for (List<List<Integer>> bad : List.of(
                List.of(List.of(1, 2), List.of(2, 3)),
                List.of(List.of(1)),
                List.of(List.of(1, 9)),
                List.<List<Integer>>of())) {
            assertThat(grow("t", 3, Optional.of(bad)).code()).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        }
    }

    @Test
    void unknownTopicsAndDuplicatesAreRefused() {
        assertThat(grow("no", 3, Optional.empty()).code()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        CreatePartitions.Growth growth = new CreatePartitions.Growth("t", 3, Optional.empty());
        assertThat(fixture.run(new CreatePartitions(List.of(growth, growth), false))
                        .topics())
                .singleElement()
                .satisfies(r -> assertThat(r.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void absurdNumbersAreRefusedWithTheLimit() {
        ApiError error = grow("t", Integer.MAX_VALUE, Optional.empty());

        assertThat(error.code()).isEqualTo(ErrorCode.POLICY_VIOLATION);
        assertThat(error.message()).contains("10000");
    }

    @Test
    void validateOnlyChangesNothing() {
        Decision<CreatePartitions.Answer> decision = fixture.decide(
                new CreatePartitions(List.of(new CreatePartitions.Growth("t", 9, Optional.empty())), true));

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().topics().getFirst().error()).isEqualTo(ApiError.NONE);
    }

    private ApiError grow(String name, int count, Optional<List<List<Integer>>> assignments) {
        return fixture.run(new CreatePartitions(List.of(new CreatePartitions.Growth(name, count, assignments)), false))
                .topics()
                .getFirst()
                .error();
    }
}
