package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a consumer reads: it seeks, asks for offsets, or is reset. */
@Execution(ExecutionMode.CONCURRENT)
class ConsumerPositionTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void seeksAnywhereAndReadsFromThere() {
        TopicPartition partition = filled(100);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));

            consumer.seek(partition, 42);
            assertThat(consumer.position(partition)).isEqualTo(42);
            assertThat(Reading.records(consumer, 1).getFirst().offset()).isEqualTo(42);

            consumer.seekToEnd(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(100);
            assertThat(consumer.poll(Duration.ofMillis(50))).isEmpty();

            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.position(partition)).isZero();
            assertThat(Reading.values(consumer, 100)).isEqualTo(Reading.values(0, 100));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd"})
    void seeksIntoTheMiddleOfABatch(String codec) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 100, "compression.type", codec)) {
            Reading.produce(producer, partition, 0, 200);
        }
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 151);

            assertThat(Reading.values(consumer, 49)).isEqualTo(Reading.values(151, 200));
        }
    }

    @Test
    void findsOffsetsByTimestamp() {
        String topic = BROKER.topic(3);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int partition = 0; partition < 2; partition++) {
                Reading.produce(producer, new TopicPartition(topic, partition), 0, 100);
            }
        }
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        TopicPartition empty = new TopicPartition(topic, 2);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            Map<TopicPartition, OffsetAndTimestamp> found =
                    consumer.offsetsForTimes(Map.of(first, 0L, second, 57L, empty, 0L));

            assertThat(found.get(first).offset()).isZero();
            assertThat(found.get(second).offset()).isEqualTo(57);
            assertThat(found.get(second).timestamp()).isEqualTo(57);
            assertThat(found.get(second).leaderEpoch()).contains(0);
            assertThat(found).containsEntry(empty, null);
            // Later than any record.
            assertThat(consumer.offsetsForTimes(Map.of(first, 100L))).containsEntry(first, null);
            assertThatThrownBy(() -> consumer.offsetsForTimes(Map.of(first, -1L)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void findsOffsetsByTimestampInsideACompressedBatchAndAcrossDisorder() throws Exception {
        String topic = BROKER.topic();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 100, "compression.type", "lz4")) {
            for (long timestamp : List.of(100L, 300L, 200L, 400L)) {
                var _ = producer.send(new ProducerRecord<>(topic, 0, timestamp, "k", "v"));
            }
        }
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            assertThat(consumer.offsetsForTimes(Map.of(partition, 150L))
                            .get(partition)
                            .offset())
                    .isEqualTo(1);
            assertThat(consumer.offsetsForTimes(Map.of(partition, 301L))
                            .get(partition)
                            .offset())
                    .isEqualTo(3);
        }
    }

    @Test
    void beginningAndEndFollowTheDeletionOfRecords() {
        TopicPartition partition = filled(20);
        try (Consumer<String, String> consumer = BROKER.consumer()) {
            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 20L);

            SharedBroker.result(BROKER.admin()
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7)))
                    .all());

            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 7L);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(Reading.values(consumer, 13)).isEqualTo(Reading.values(7, 20));
            assertThat(consumer.offsetsForTimes(Map.of(partition, 0L))
                            .get(partition)
                            .offset())
                    .isEqualTo(7);
        }
    }

    @Test
    void offsetsOfAnUnknownTopicAreWaitedFor() {
        TopicPartition nowhere = new TopicPartition(BROKER.name("nowhere"), 0);
        try (Consumer<String, String> consumer = BROKER.consumer("allow.auto.create.topics", false)) {
            assertThatThrownBy(() -> consumer.endOffsets(List.of(nowhere), Duration.ofMillis(300)))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"earliest, value-0", "latest, value-50", "by_duration:P10000D, value-1"})
    void withoutACommittedOffsetTheResetDecides(String reset, String firstValue) throws Exception {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        // One record from before the duration, 49 from after it.
        long recent = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int i = 0; i < 50; i++) {
                var _ = producer.send(
                        new ProducerRecord<>(partition.topic(), 0, i == 0 ? 1 : recent + i, "k", "value-" + i));
            }
            producer.flush();
            try (Consumer<String, String> consumer =
                    BROKER.consumer("auto.offset.reset", reset, "group.id", BROKER.name("group"))) {
                consumer.subscribe(List.of(partition.topic()));
                Reading.pollUntil(
                        "the partition is assigned",
                        consumer,
                        () -> !consumer.assignment().isEmpty());
                if (reset.equals("latest")) {
                    assertThat(consumer.position(partition)).isEqualTo(50);
                    producer.send(new ProducerRecord<>(partition.topic(), "k", "value-50"))
                            .get();
                } else {
                    consumer.seekToBeginning(List.of());
                    consumer.unsubscribe();
                    consumer.subscribe(List.of(partition.topic()));
                }
                assertThat(Reading.values(consumer, 1)).startsWith(firstValue);
            }
        }
    }

    @Test
    void withoutAResetTheConsumerIsTold() {
        TopicPartition partition = filled(10);
        try (Consumer<String, String> consumer =
                BROKER.consumer("auto.offset.reset", "none", "group.id", BROKER.name("group"))) {
            consumer.assign(List.of(partition));
            assertThatThrownBy(() -> Reading.pollUntil("it fails", consumer, () -> false))
                    .hasCauseInstanceOf(NoOffsetForPartitionException.class);

            consumer.seek(partition, 10_000);
            assertThatThrownBy(() -> Reading.pollUntil("it fails", consumer, () -> false))
                    .hasCauseInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"earliest, 0", "latest, 10"})
    void aPositionOutsideIsReset(String reset, long expected) {
        TopicPartition partition = filled(10);
        try (Consumer<String, String> consumer = BROKER.consumer("auto.offset.reset", reset)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 10_000);
            Map<TopicPartition, Long> seen = new HashMap<>();
            Reading.pollUntil("the position is reset", consumer, () -> {
                seen.put(partition, consumer.position(partition));
                return seen.get(partition) < 10_000;
            });
            if (reset.equals("latest")) {
                assertThat(seen).containsEntry(partition, expected);
            } else {
                consumer.seek(partition, 10_000);
                assertThat(Reading.records(consumer, 1).getFirst().offset()).isEqualTo(expected);
            }
        }
    }

    private static TopicPartition filled(int records) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, records);
        return partition;
    }
}
