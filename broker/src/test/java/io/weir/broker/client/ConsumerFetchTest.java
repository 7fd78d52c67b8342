package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How records come: limits, waiting, sessions, pauses. */
@Execution(ExecutionMode.CONCURRENT)
class ConsumerFetchTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void pollGivesNoMoreThanItMay() {
        TopicPartition partition = filled(100);
        try (Consumer<String, String> consumer = BROKER.consumer("max.poll.records", 7)) {
            consumer.assign(List.of(partition));
            List<String> values = new ArrayList<>();
            Await.until("all records", () -> {
                ConsumerRecords<String, String> polled = consumer.poll(Duration.ofMillis(100));
                assertThat(polled.count()).isLessThanOrEqualTo(7);
                polled.forEach(record -> values.add(record.value()));
                return values.size() == 100;
            });
            assertThat(values).isEqualTo(Reading.values(0, 100));
        }
    }

    @Test
    void aBatchLargerThanEveryLimitStillComes() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        List<String> sent = List.of("a", "b".repeat(50_000), "c".repeat(60_000), "d");
        try (KafkaProducer<String, String> producer = BROKER.producer("batch.size", 0)) {
            sent.forEach(value -> {
                var _ = producer.send(new ProducerRecord<>(partition.topic(), value));
            });
        }
        for (String limit : List.of("max.partition.fetch.bytes", "fetch.max.bytes")) {
            try (Consumer<String, String> consumer = BROKER.consumer(limit, 1_000)) {
                consumer.assign(List.of(partition));
                assertThat(Reading.values(consumer, 4)).isEqualTo(sent);
            }
        }
    }

    @Test
    void aFirstPollHoldsWhatFitsAndLeavesTheLargeRecordForTheNext() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("batch.size", 0)) {
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "small"));
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "x".repeat(10_000)));
        }
        try (Consumer<String, String> consumer = BROKER.consumer("max.partition.fetch.bytes", 5_000)) {
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, String>> first = Reading.records(consumer, 1);
            assertThat(first).hasSize(1);
            assertThat(Reading.records(consumer, 1).getFirst().value()).hasSize(10_000);
        }
    }

    @Test
    void tinyLimitsOverManyPartitionsStarveNone() {
        int partitions = 20;
        String topic = BROKER.topic(partitions);
        try (KafkaProducer<String, String> producer = BROKER.producer("batch.size", 100)) {
            for (int i = 0; i < partitions; i++) {
                Reading.produce(producer, new TopicPartition(topic, i), 0, 50);
            }
        }
        try (Consumer<String, String> consumer = BROKER.consumer(
                "fetch.max.bytes", 500, "max.partition.fetch.bytes", 100, "group.id", BROKER.name("group"))) {
            consumer.subscribe(List.of(topic));
            Map<Integer, List<String>> byPartition = new HashMap<>();
            Reading.records(consumer, 50 * partitions)
                    .forEach(record -> byPartition
                            .computeIfAbsent(record.partition(), _ -> new ArrayList<>())
                            .add(record.value()));
            assertThat(byPartition).hasSize(partitions);
            assertThat(byPartition.values()).allMatch(values -> values.equals(Reading.values(0, 50)));
        }
    }

    @Test
    void aWaitingFetchIsWokenByTheAppend() throws Exception {
        String topic = BROKER.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 0);
                Consumer<String, String> consumer = BROKER.consumer("fetch.max.wait.ms", 20_000)) {
            consumer.assign(List.of(partition));
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
            for (int i = 0; i < 20; i++) {
                long sentAt = System.nanoTime();
                producer.send(new ProducerRecord<>(topic, "v")).get();
                Reading.records(consumer, 1);
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentAt))
                        .isLessThan(1_000);
            }
            // Else it would wait for the answer to its last fetch.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    @Test
    void aFetchWaitsForItsMinimumOrTheEndOfItsTime() throws Exception {
        String topic = BROKER.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 0);
                Consumer<String, String> consumer =
                        BROKER.consumer("fetch.max.wait.ms", 700, "fetch.min.bytes", 10_000)) {
            consumer.assign(List.of(partition));
            producer.send(new ProducerRecord<>(topic, "small")).get();

            long startedAt = System.nanoTime();
            Reading.records(consumer, 1);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt))
                    .isBetween(600L, 5_000L);

            // Enough comes at once.
            producer.send(new ProducerRecord<>(topic, "x".repeat(20_000))).get();
            long again = System.nanoTime();
            Reading.records(consumer, 1);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - again)).isLessThan(650);
        }
    }

    @Test
    void pausedPartitionsGiveNothingUntilResumed() {
        String topic = BROKER.topic(2);
        TopicPartition paused = new TopicPartition(topic, 0);
        TopicPartition running = new TopicPartition(topic, 1);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(paused, running));
            consumer.pause(List.of(paused));
            Reading.produce(BROKER, paused, 10);
            Reading.produce(BROKER, running, 10);

            assertThat(Reading.records(consumer, 10))
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(1);
            assertThat(consumer.poll(Duration.ofMillis(100))).isEmpty();
            assertThat(consumer.paused()).containsExactly(paused);

            consumer.resume(List.of(paused));
            assertThat(Reading.records(consumer, 10))
                    .extracting(ConsumerRecord::partition)
                    .containsOnly(0);
        }
    }

    @Test
    void aSessionFollowsAssignmentsThatChange() {
        String topic = BROKER.topic(50);
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(new TopicPartition(topic, i));
        }
        try (KafkaProducer<String, String> producer = BROKER.producer();
                Consumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(all);
            all.forEach(partition -> Reading.produce(producer, partition, 0, 10));
            assertThat(Reading.records(consumer, 500)).hasSize(500);

            consumer.assign(all.subList(0, 10));
            consumer.seekToEnd(List.of());
            all.forEach(partition -> {
                if (partition.partition() < 10) {
                    assertThat(consumer.position(partition)).isEqualTo(10);
                }
            });
            all.forEach(partition -> Reading.produce(producer, partition, 10, 20));
            assertThat(Reading.records(consumer, 100))
                    .hasSize(100)
                    .extracting(ConsumerRecord::partition)
                    .allMatch(partition -> partition < 10);

            consumer.assign(all.subList(5, 50));
            consumer.seekToBeginning(all.subList(5, 50));
            assertThat(Reading.records(consumer, 900)).hasSize(900);
        }
    }

    @Test
    void readCommittedReadsAllThatIsNotTransactional() {
        TopicPartition partition = filled(100);
        try (Consumer<String, String> consumer = BROKER.consumer("isolation.level", "read_committed")) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 100)).isEqualTo(Reading.values(0, 100));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 100L);
            assertThat(consumer.currentLag(partition)).hasValue(0);
        }
    }

    @Test
    void patternsFindTopicsThatComeLater() {
        String prefix = BROKER.name("pattern");
        BROKER.create(prefix + "-a", 1, Map.of());
        Reading.produce(BROKER, new TopicPartition(prefix + "-a", 0), 3);
        try (Consumer<String, String> consumer =
                BROKER.consumer("group.id", BROKER.name("group"), "metadata.max.age.ms", 100)) {
            consumer.subscribe(Pattern.compile(prefix + "-.*"));
            assertThat(Reading.values(consumer, 3)).isEqualTo(Reading.values(0, 3));

            consumer.commitSync();

            BROKER.create(prefix + "-b", 2, Map.of());
            Reading.pollUntil(
                    "the new topic's partitions are assigned",
                    consumer,
                    () -> consumer.assignment().size() == 3);
            Reading.produce(BROKER, new TopicPartition(prefix + "-b", 1), 3);
            assertThat(Reading.records(consumer, 3))
                    .extracting(ConsumerRecord::topic)
                    .containsOnly(prefix + "-b");

            SharedBroker.result(
                    BROKER.admin().deleteTopics(List.of(prefix + "-a")).all());
            Reading.pollUntil(
                    "the deleted topic is gone",
                    consumer,
                    () -> consumer.assignment().size() == 2);
        }
    }

    @Test
    void topicsAreCreatedByTheFirstConsumerThatMay() {
        String wanted = BROKER.name("wanted");
        try (Consumer<String, String> consumer =
                BROKER.consumer("group.id", BROKER.name("group"), "allow.auto.create.topics", true)) {
            consumer.subscribe(List.of(wanted));
            Reading.pollUntil(
                    "the new topic is assigned",
                    consumer,
                    () -> consumer.assignment().equals(Set.of(new TopicPartition(wanted, 0))));
        }
        String unwanted = BROKER.name("unwanted");
        try (Consumer<String, String> consumer =
                BROKER.consumer("group.id", BROKER.name("group"), "allow.auto.create.topics", false)) {
            consumer.subscribe(List.of(unwanted));
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
            assertThat(consumer.listTopics()).containsKey(wanted).doesNotContainKey(unwanted);
        }
    }

    @Test
    void tellsThePartitionsOfATopic() {
        String topic = BROKER.topic(3);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            assertThat(consumer.partitionsFor(topic))
                    .hasSize(3)
                    .allSatisfy(partition -> assertThat(partition.leader().id()).isEqualTo(1))
                    .extracting(PartitionInfo::partition)
                    .containsExactlyInAnyOrder(0, 1, 2);
            assertThat(consumer.partitionsFor(BROKER.name("created-by-asking"))).hasSize(1);
            assertThatThrownBy(() -> consumer.partitionsFor(";3# ads,{234")).isInstanceOf(InvalidTopicException.class);
        }
    }

    @Test
    void anIllegalNameFailsAndTheConsumerGoesOn() {
        try (Consumer<String, String> consumer = BROKER.consumer("group.id", BROKER.name("group"))) {
            consumer.subscribe(List.of("topic abc"));
            assertThatThrownBy(() -> Reading.pollUntil("it fails", consumer, () -> false))
                    .hasCauseInstanceOf(InvalidTopicException.class);
            consumer.unsubscribe();
            TopicPartition partition = filled(3);
            consumer.subscribe(List.of(partition.topic()));
            assertThat(Reading.values(consumer, 3)).isEqualTo(Reading.values(0, 3));
        }
    }

    private static TopicPartition filled(int records) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, records);
        return partition;
    }
}
