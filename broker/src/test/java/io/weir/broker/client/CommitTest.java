package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Committed offsets are what the next consumer of the group begins with. */
@Execution(ExecutionMode.CONCURRENT)
class CommitTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void theNextMemberGoesOnWhereTheLastCommitted() {
        TopicPartition partition = filled(100);
        String group = BROKER.name("group");
        try (Consumer<String, String> first = BROKER.consumer("group.id", group, "max.poll.records", 10)) {
            first.subscribe(List.of(partition.topic()));
            assertThat(Reading.values(first, 10)).isEqualTo(Reading.values(0, 10));
            first.commitSync();
            Reading.records(first, 10);
        }
        try (Consumer<String, String> second = BROKER.consumer("group.id", group)) {
            second.subscribe(List.of(partition.topic()));
            assertThat(Reading.values(second, 90)).isEqualTo(Reading.values(10, 100));
        }
    }

    @Test
    void metadataAndEpochComeBack() {
        TopicPartition partition = filled(10);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", BROKER.name("group"))) {
            consumer.assign(List.of(partition));

            OffsetAndMetadata sync = new OffsetAndMetadata(5, Optional.of(0), "a note");
            consumer.commitSync(Map.of(partition, sync));
            assertThat(consumer.committed(Set.of(partition))).containsEntry(partition, sync);

            OffsetAndMetadata async = new OffsetAndMetadata(6, "another");
            List<Object> outcome = new ArrayList<>();
            consumer.commitAsync(
                    Map.of(partition, async), (offsets, failure) -> outcome.add(failure == null ? offsets : failure));
            Reading.pollUntil("the commit is answered", consumer, () -> !outcome.isEmpty());
            assertThat(outcome).containsExactly(Map.of(partition, async));
            assertThat(consumer.committed(Set.of(partition)).get(partition)).isEqualTo(async);

            OffsetAndMetadata bare = new OffsetAndMetadata(7, null);
            consumer.commitSync(Map.of(partition, bare));
            assertThat(consumer.committed(Set.of(partition)).get(partition)).isEqualTo(bare);
        }
    }

    @Test
    void commitsBeforeACommitAreDoneBeforeIt() {
        TopicPartition first = filled(3);
        TopicPartition second = filled(3);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", BROKER.name("group"))) {
            consumer.assign(List.of(first, second));
            List<String> done = new ArrayList<>();
            consumer.commitAsync(Map.of(first, new OffsetAndMetadata(1)), (_, _) -> done.add("first"));
            consumer.commitAsync(Map.of(first, new OffsetAndMetadata(2)), (_, _) -> done.add("second"));
            consumer.commitSync(Map.of(second, new OffsetAndMetadata(3)));
            assertThat(done).containsExactly("first", "second");
            assertThat(consumer.committed(Set.of(first, second)))
                    .isEqualTo(Map.of(first, new OffsetAndMetadata(2), second, new OffsetAndMetadata(3)));
        }
    }

    @Test
    void whatWasNeverCommittedIsNotThere() {
        TopicPartition partition = filled(1);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", BROKER.name("group"))) {
            assertThat(consumer.committed(Set.of(partition))).isEqualTo(nothing(partition));
            consumer.assign(List.of(partition));
            assertThat(consumer.committed(Set.of(partition))).isEqualTo(nothing(partition));
        }
    }

    @Test
    void autoCommitCommitsInTheBackgroundAndWhenClosed() {
        TopicPartition partition = filled(20);
        String group = BROKER.name("group");
        try (Consumer<String, String> consumer = BROKER.consumer(
                "group.id", group, "enable.auto.commit", true, "auto.commit.interval.ms", 100, "max.poll.records", 5)) {
            consumer.subscribe(List.of(partition.topic()));
            Reading.records(consumer, 5);
            Reading.pollUntil(
                    "it commits",
                    consumer,
                    () -> consumer.committed(Set.of(partition)).get(partition) != null);
            consumer.seek(partition, 17);
        }
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", group)) {
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(17);
        }
    }

    @Test
    void withoutAGroupNobodyCommits() {
        TopicPartition partition = filled(3);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 3)).isEqualTo(Reading.values(0, 3));
            assertThatThrownBy(consumer::commitSync).isInstanceOf(InvalidGroupIdException.class);
        }
    }

    @Test
    void metadataHasALimit() {
        TopicPartition partition = filled(3);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", BROKER.name("group"))) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1, "m".repeat(4096))));
            assertThatThrownBy(() -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(2, "m".repeat(4097)))))
                    .isInstanceOf(OffsetMetadataTooLarge.class);
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(1);
        }
    }

    @Test
    void offsetsOfADeletedTopicAreForgotten() {
        TopicPartition partition = filled(3);
        String group = BROKER.name("group");
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", group)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(3)));
        }
        SharedBroker.result(
                BROKER.admin().deleteTopics(List.of(partition.topic())).all());
        Await.until(
                "the offset is gone",
                () -> SharedBroker.result(
                                BROKER.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .isEmpty());
        BROKER.create(partition.topic(), 1, Map.of());
        Reading.produce(BROKER, partition, 2);
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", group)) {
            consumer.subscribe(List.of(partition.topic()));
            assertThat(Reading.values(consumer, 2)).isEqualTo(Reading.values(0, 2));
        }
    }

    @Test
    void aMemberMayCommitUntilTheNextGenerationBegins() {
        TopicPartition partition = filled(3);
        String group = BROKER.name("group");
        try (Consumer<String, String> slow = BROKER.consumer("group.id", group);
                Consumer<String, String> other = BROKER.consumer("group.id", group)) {
            slow.subscribe(List.of(partition.topic()));
            Reading.records(slow, 3);
            other.subscribe(List.of(partition.topic()));
            // Joins, and waits for the other to come.
            Await.until("the group rebalances", () -> {
                var _ = other.poll(Duration.ofMillis(50));
                return SharedBroker.result(BROKER.admin()
                                .describeConsumerGroups(List.of(group))
                                .all())
                        .get(group)
                        .groupState()
                        .toString()
                        .equals("PreparingRebalance");
            });
            slow.commitSync();
            assertThat(slow.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(3);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> nothing(TopicPartition partition) {
        Map<TopicPartition, OffsetAndMetadata> nothing = new HashMap<>();
        nothing.put(partition, null);
        return nothing;
    }

    private static TopicPartition filled(int records) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, records);
        return partition;
    }
}
