package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigEntry;
import io.weir.metadata.config.ConfigSource;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTopicsTest {

    private final ControllerFixture fixture = ControllerFixture.singleNode();

    @Test
    void aTopicIsCreatedWithItsPartitionsLedByTheOnlyBroker() {
        CreateTopics.Result result = fixture.create(CreateTopics.NewTopic.of("orders", 3, 1));

        assertThat(result.error()).isEqualTo(ApiError.NONE);
        assertThat(result.numPartitions()).isEqualTo(3);
        assertThat(result.replicationFactor()).isEqualTo(1);
        assertThat(result.topicId()).isEqualTo(fixture.topic("orders").id());
        assertThat(fixture.topic("orders").partitions()).hasSize(3).allSatisfy(partition -> {
            assertThat(partition.leader()).isEqualTo(1);
            assertThat(partition.leaderEpoch()).isZero();
            assertThat(partition.isr()).containsExactly(1);
            assertThat(partition.directories()).containsExactly(new Uuid(5, 5));
        });
    }

    @Test
    void minusOneMeansTheBrokersDefaults() {
        ControllerFixture two =
                ControllerFixture.with(Map.of("num.partitions", "4", "default.replication.factor", "2"), 1, 2);

        CreateTopics.Result result = two.create(CreateTopics.NewTopic.of("t", -1, -1));

        assertThat(result.numPartitions()).isEqualTo(4);
        assertThat(result.replicationFactor()).isEqualTo(2);
    }

    @Test
    void validateOnlyAnswersTheSameAndChangesNothing() {
        Decision<CreateTopics.Answer> decision =
                fixture.decide(new CreateTopics(List.of(CreateTopics.NewTopic.of("t", 2, 1)), true));

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().topics().getFirst().error()).isEqualTo(ApiError.NONE);
        assertThat(decision.answer().topics().getFirst().numPartitions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a:b", "a\u0000"})
    void illegalNamesAreRefused(String name) {
        assertThat(fixture.createError(CreateTopics.NewTopic.of(name, 1, 1)))
                .isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void aNameMayBeAsLongAsAFoldersAllows() {
        assertThat(fixture.create("x".repeat(249)).error()).isEqualTo(ApiError.NONE);
        assertThat(fixture.createError(CreateTopics.NewTopic.of("x".repeat(250), 1, 1)))
                .isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void aNameThatIsTakenIsRefusedEvenWhereOtherThingsAreWrongToo() {
        fixture.create("a_b");

        assertThat(fixture.createError(CreateTopics.NewTopic.of("a_b", 0, 99)))
                .isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
    }

    @Test
    void aNameThatCollidesIsRefused() {
        fixture.create("a.b");

        CreateTopics.Result result = fixture.create("a_b");

        assertThat(result.error().code()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(result.error().message()).contains("a.b").contains("a_b");
    }

    @Test
    void namesThatCollideWithinOneRequestAreNoticed() {
        List<CreateTopics.Result> results = fixture.run(new CreateTopics(
                        List.of(CreateTopics.NewTopic.of("a.b", 1, 1), CreateTopics.NewTopic.of("a_b", 1, 1)), false))
                .topics();

        assertThat(results)
                .extracting(r -> r.error().code())
                .containsExactly(ErrorCode.NONE, ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void aNameThatStandsTwiceIsAnsweredOnceWithAnError() {
        List<CreateTopics.Result> results = fixture.run(new CreateTopics(
                        List.of(
                                CreateTopics.NewTopic.of("a", 1, 1),
                                CreateTopics.NewTopic.of("b", 1, 1),
                                CreateTopics.NewTopic.of("a", 2, 1)),
                        false))
                .topics();

        assertThat(results).extracting(CreateTopics.Result::name).containsExactly("a", "b");
        assertThat(results)
                .extracting(r -> r.error().code())
                .containsExactly(ErrorCode.INVALID_REQUEST, ErrorCode.NONE);
        assertThat(fixture.image().topics().named("a")).isEmpty();
    }

    @Test
    void kafkasMetadataTopicIsReserved() {
        assertThat(fixture.createError(CreateTopics.NewTopic.of("__cluster_metadata", 1, 1)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void numbersThatMeanNothingAreRefused() {
        assertThat(fixture.createError(CreateTopics.NewTopic.of("t", 0, 1))).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(fixture.createError(CreateTopics.NewTopic.of("t", -2, 1))).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(fixture.createError(CreateTopics.NewTopic.of("t", 1, 0)))
                .isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(fixture.createError(CreateTopics.NewTopic.of("t", 0, -2)))
                .isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
    }

    @Test
    void moreReplicasThanBrokersAreRefusedWithTheNumbers() {
        ApiError error = fixture.create(CreateTopics.NewTopic.of("t", 1, 3)).error();

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(error.message()).contains("3 time(s)").contains("only 1 broker(s)");
    }

    @Test
    void withoutBrokersNothingCanBeCreated() {
        ControllerFixture none = ControllerFixture.with(Map.of());

        assertThat(none.createError(CreateTopics.NewTopic.of("t", 1, 1)))
                .isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
    }

    @Test
    void absurdNumbersOfPartitionsAreRefusedWithTheLimit() {
        ApiError one = fixture.create(CreateTopics.NewTopic.of("t", Integer.MAX_VALUE, 1))
                .error();
        List<CreateTopics.Result> together = fixture.run(new CreateTopics(
                        List.of(CreateTopics.NewTopic.of("a", 5001, 1), CreateTopics.NewTopic.of("b", 5000, 1)), false))
                .topics();

        assertThat(one.code()).isEqualTo(ErrorCode.POLICY_VIOLATION);
        assertThat(one.message()).contains("10000");
        assertThat(together).allMatch(r -> r.error().code() == ErrorCode.POLICY_VIOLATION);
        assertThat(fixture.create(CreateTopics.NewTopic.of("t", 10_000, 1)).error())
                .isEqualTo(ApiError.NONE);
    }

    @Test
    void settingsAreCheckedStoredAndToldWithTheirSources() {
        CreateTopics.Result result = fixture.create(
                new CreateTopics.NewTopic("t", 1, 1, List.of(), List.of(new NamedValue("cleanup.policy", "compact"))));

        assertThat(fixture.image().configs().ofTopic("t")).containsExactly(Map.entry("cleanup.policy", "compact"));
        ConfigEntry entry = result.configs().stream()
                .filter(e -> e.name().equals("cleanup.policy"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(entry.value()).isEqualTo("compact");
    }

    @Test
    void badSettingsAreRefusedBeforeBadNumbers() {
        for (NamedValue bad : List.of(
                new NamedValue("retention.ms", "never"),
                new NamedValue("no.such.setting", "1"),
                new NamedValue("retention.ms", null),
                new NamedValue("cleanup.policy", "x".repeat(40_000)))) {
            assertThat(fixture.createError(new CreateTopics.NewTopic("t", 0, 1, List.of(), List.of(bad))))
                    .isEqualTo(ErrorCode.INVALID_CONFIG);
        }
    }

    @Test
    void replicasStandWhereTheyAreAssigned() {
        ControllerFixture three = ControllerFixture.with(Map.of(), 1, 2, 3);

        CreateTopics.Result result = three.create(
                assigned(new CreateTopics.Assignment(1, List.of(3, 1)), new CreateTopics.Assignment(0, List.of(2, 3))));

        assertThat(result.error()).isEqualTo(ApiError.NONE);
        assertThat(three.topic("t").partitions())
                .extracting(PartitionImage::replicas)
                .containsExactly(List.of(2, 3), List.of(3, 1));
        assertThat(three.topic("t").partitions())
                .extracting(PartitionImage::leader)
                .containsExactly(2, 3);
    }

    @Test
    void assignmentsThatCannotBeAreRefused() {
        ControllerFixture three = ControllerFixture.with(Map.of(), 1, 2, 3);

        for (CreateTopics.NewTopic bad : List.of(
                assigned(new CreateTopics.Assignment(0, List.of())),
                assigned(new CreateTopics.Assignment(0, List.of(9))),
                assigned(new CreateTopics.Assignment(0, List.of(1, 1))),
                assigned(new CreateTopics.Assignment(1, List.of(1))),
                assigned(new CreateTopics.Assignment(-1, List.of(1)), new CreateTopics.Assignment(0, List.of(1))),
                assigned(new CreateTopics.Assignment(0, List.of(1)), new CreateTopics.Assignment(0, List.of(2))),
                assigned(new CreateTopics.Assignment(0, List.of(1)), new CreateTopics.Assignment(2, List.of(2))),
                assigned(new CreateTopics.Assignment(0, List.of(1)), new CreateTopics.Assignment(1, List.of(2, 3))))) {
            assertThat(three.createError(bad)).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        }
    }

    @Test
    void anAssignmentAndNumbersTogetherAreRefused() {
        List<CreateTopics.Assignment> assignments = List.of(new CreateTopics.Assignment(0, List.of(1)));

        assertThat(fixture.createError(new CreateTopics.NewTopic("t", 1, -1, assignments, List.of())))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.createError(new CreateTopics.NewTopic("t", -1, 1, assignments, List.of())))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    private static CreateTopics.NewTopic assigned(CreateTopics.Assignment... assignments) {
        return new CreateTopics.NewTopic("t", -1, -1, List.of(assignments), List.of());
    }
}
