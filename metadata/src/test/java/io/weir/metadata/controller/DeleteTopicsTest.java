package io.weir.metadata.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteTopicsTest {

    private final ControllerFixture fixture = ControllerFixture.singleNode();

    @Test
    void topicsAreDeletedByNameAndById() {
        fixture.create("a");
        Uuid b = fixture.create("b").topicId();

        List<DeleteTopics.Result> results = delete(DeleteTopics.Target.named("a"), DeleteTopics.Target.withId(b));

        assertThat(results).extracting(DeleteTopics.Result::error).containsOnly(ApiError.NONE);
        assertThat(results).extracting(DeleteTopics.Result::name).containsExactly("a", "b");
        assertThat(fixture.image().topics().size()).isZero();
    }

    @Test
    void whatIsNotThereIsToldByTheWayItWasAskedFor() {
        List<DeleteTopics.Result> results =
                delete(DeleteTopics.Target.named("no"), DeleteTopics.Target.withId(new Uuid(3, 3)));

        assertThat(results)
                .extracting(r -> r.error().code())
                .containsExactly(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID);
    }

    @Test
    void aTargetNeedsANameOrAnIdAndNotBoth() {
        Uuid id = fixture.create("a").topicId();

        assertThat(delete(new DeleteTopics.Target(null, Uuid.ZERO), new DeleteTopics.Target("a", id)))
                .extracting(r -> r.error().code())
                .containsOnly(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aTopicThatStandsTwiceIsNotDeleted() {
        Uuid id = fixture.create("a").topicId();

        assertThat(delete(DeleteTopics.Target.named("a"), DeleteTopics.Target.named("a")))
                .singleElement()
                .satisfies(r -> assertThat(r.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        assertThat(delete(DeleteTopics.Target.named("a"), DeleteTopics.Target.withId(id)))
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        assertThat(fixture.image().topics().size()).isEqualTo(1);
    }

    @Test
    void deletionCanBeSwitchedOff() {
        ControllerFixture fixed = ControllerFixture.with(Map.of("delete.topic.enable", "false"), 1);
        fixed.create("a");

        DeleteTopics.Answer answer = fixed.run(new DeleteTopics(List.of(DeleteTopics.Target.named("a"))));

        assertThat(answer.topics().getFirst().error().code()).isEqualTo(ErrorCode.TOPIC_DELETION_DISABLED);
    }

    @Test
    void aNameCanBeUsedAgainWithAnotherId() {
        Uuid first = fixture.create("a").topicId();
        delete(DeleteTopics.Target.named("a"));

        assertThat(fixture.create("a").topicId()).isNotEqualTo(first);
    }

    private List<DeleteTopics.Result> delete(DeleteTopics.Target... targets) {
        return fixture.run(new DeleteTopics(List.of(targets))).topics();
    }
}
