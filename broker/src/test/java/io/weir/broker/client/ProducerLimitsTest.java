package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a topic's settings make of the records it is sent. */
@Execution(ExecutionMode.CONCURRENT)
class ProducerLimitsTest {

    private static final long HOUR_MS = 3_600_000;

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void aBatchOfExactlyTheLargestSizeIsTakenAndOneMoreByteIsNot() throws Exception {
        int limit = 10_000;
        TopicPartition partition =
                new TopicPartition(BROKER.topic(1, Map.of("max.message.bytes", Integer.toString(limit))), 0);
        // Header of the batch 61; the record around its value: attributes, timestamp and offset 1 each, no key 1,
        // length of the value 3, of the record 3, headers 1.
        String largest = "x".repeat(limit - 61 - 11);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            assertThat(producer.send(new ProducerRecord<>(partition.topic(), largest))
                            .get()
                            .offset())
                    .isZero();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(partition.topic(), largest + "x"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
        assertThat(read(partition, 1).getFirst().value()).isEqualTo(largest);
    }

    @Test
    void theDefaultLimitIsThatOfKafka() throws Exception {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        String nearlyOneMegabyte = "y".repeat(1_048_500);
        try (KafkaProducer<String, String> producer = BROKER.producer("max.request.size", 4 << 20)) {
            assertThat(producer.send(new ProducerRecord<>(partition.topic(), nearlyOneMegabyte))
                            .get()
                            .offset())
                    .isZero();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(partition.topic(), "y".repeat(1_048_600)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
        assertThat(read(partition, 1).getFirst().value()).isEqualTo(nearlyOneMegabyte);
    }

    @Test
    void aBatchThatIsTooLargeIsSplitByTheProducer() {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("max.message.bytes", "2000")), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 100, "batch.size", 100_000)) {
            Reading.produce(producer, partition, 0, 500);
        }
        assertThat(Reading.values(read(partition, 500))).isEqualTo(Reading.values(0, 500));
    }

    @Test
    void withoutAcksARecordThatIsTooLargeIsLostAndTheNextIsNot() {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("max.message.bytes", "1000")), 0);
        try (KafkaProducer<String, String> producer =
                BROKER.producer("acks", "0", "enable.idempotence", false, "retries", 0)) {
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "z".repeat(5_000)));
            producer.flush();
            Await.until("a later record arrives", () -> {
                producer.send(new ProducerRecord<>(partition.topic(), "small")).get();
                try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
                    return consumer.endOffsets(List.of(partition)).get(partition) > 0;
                }
            });
        }
        assertThat(read(partition, 1).getFirst().value()).isEqualTo("small");
    }

    @ParameterizedTest
    @CsvSource({"none, gzip", "gzip, lz4", "zstd, uncompressed", "snappy, zstd", "lz4, producer", "none, snappy"})
    void theTopicsCodecIsWhatIsStored(String sent, String stored) throws IOException {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("compression.type", stored)), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("compression.type", sent, "linger.ms", 20)) {
            Reading.produce(producer, partition, 0, 300);
        }

        List<ConsumerRecord<String, String>> records = read(partition, 300);

        assertThat(Reading.values(records)).isEqualTo(Reading.values(0, 300));
        assertThat(records).extracting(ConsumerRecord::timestamp).startsWith(0L, 1L, 2L);
        List<String> codecs = List.of("uncompressed", "gzip", "snappy", "lz4", "zstd");
        assertThat(codecs.get(firstBatchCodec(partition))).isEqualTo(stored.equals("producer") ? sent : stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip"})
    void logAppendTimeReplacesTheProducersTime(String codec) throws Exception {
        TopicPartition partition =
                new TopicPartition(BROKER.topic(1, Map.of("message.timestamp.type", "LogAppendTime")), 0);
        long before = System.currentTimeMillis();
        RecordMetadata metadata;
        try (KafkaProducer<String, String> producer = BROKER.producer("compression.type", codec)) {
            metadata = producer.send(new ProducerRecord<>(partition.topic(), 0, 17L, "k", "v"))
                    .get();
        }
        long after = System.currentTimeMillis();

        ConsumerRecord<String, String> record = read(partition, 1).getFirst();
        assertThat(metadata.timestamp()).isBetween(before, after);
        assertThat(record.timestamp()).isEqualTo(metadata.timestamp());
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    }

    @ParameterizedTest
    @CsvSource({"message.timestamp.before.max.ms, -1", "message.timestamp.after.max.ms, 1"})
    void timestampsOutsideTheBoundsAreRefused(String setting, int direction) throws Exception {
        String topic = BROKER.topic(1, Map.of(setting, Long.toString(HOUR_MS)));
        long now = System.currentTimeMillis();
        for (String codec : List.of("none", "gzip")) {
            try (KafkaProducer<String, String> producer = BROKER.producer("compression.type", codec)) {
                long inside = now + direction * HOUR_MS / 2;
                long outside = now + direction * HOUR_MS * 2;
                assertThat(producer.send(new ProducerRecord<>(topic, 0, inside, "k", "v"))
                                .get()
                                .timestamp())
                        .isEqualTo(inside);
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 0, outside, "k", "v"))
                                .get())
                        .hasCauseInstanceOf(InvalidTimestampException.class);
            }
        }
    }

    @Test
    void aTimestampFarInTheFutureIsRefusedByDefault() {
        String topic = BROKER.topic();
        long tomorrow = System.currentTimeMillis() + 24 * HOUR_MS;
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 0, tomorrow, "k", "v"))
                            .get())
                    .hasCauseInstanceOf(InvalidTimestampException.class);
        }
    }

    @Test
    void aChangedSettingHoldsForTheNextRecord() throws Exception {
        String topic = BROKER.topic();
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            producer.send(new ProducerRecord<>(topic, "x".repeat(5_000))).get();

            SharedBroker.result(BROKER.admin()
                    .incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
                    .all());

            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "x".repeat(5_000)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void aCompactedTopicWantsKeys() throws Exception {
        String topic = BROKER.topic(1, Map.of("cleanup.policy", "compact"));
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            assertThat(producer.send(new ProducerRecord<>(topic, "k", "v"))
                            .get()
                            .offset())
                    .isZero();
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>(topic, "v")).get())
                    .hasCauseInstanceOf(org.apache.kafka.common.InvalidRecordException.class);
        }
    }

    @Test
    void nobodyWritesToAnInternalTopic() {
        SharedBroker.result(BROKER.admin()
                .alterConsumerGroupOffsets(
                        BROKER.name("group"),
                        Map.of(
                                new TopicPartition(BROKER.topic(), 0),
                                new org.apache.kafka.clients.consumer.OffsetAndMetadata(0)))
                .all());
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("__consumer_offsets", "k", "v"))
                            .get())
                    .hasCauseInstanceOf(InvalidTopicException.class);
        }
    }

    private static int firstBatchCodec(TopicPartition partition) throws IOException {
        Path segment = BROKER.running().folder().resolve(partition.toString()).resolve("00000000000000000000.log");
        // The attributes are at byte 21 of a batch, the codec in the lowest three bits.
        return Files.readAllBytes(segment)[22] & 7;
    }

    private static List<ConsumerRecord<String, String>> read(TopicPartition partition, int count) {
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            return Reading.records(consumer, count);
        }
    }
}
