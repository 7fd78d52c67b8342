package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a producer sends is what a consumer gets, whatever the producer's settings. */
class ProducerTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "all, false", "all, true"})
    void everyKindOfAckKeepsOrder(String acks, boolean idempotent) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);

        try (KafkaProducer<String, String> producer = BROKER.producer("acks", acks, "enable.idempotence", idempotent)) {
            Reading.produce(producer, partition, 0, 500);
        }

        assertThat(Reading.values(read(partition, 500))).isEqualTo(Reading.values(0, 500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void everyCodecGoesThrough(String codec) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);

        try (KafkaProducer<String, String> producer = BROKER.producer("compression.type", codec, "linger.ms", 50)) {
            Reading.produce(producer, partition, 0, 1_000);
        }

        List<ConsumerRecord<String, String>> records = read(partition, 1_000);
        assertThat(Reading.values(records)).isEqualTo(Reading.values(0, 1_000));
        assertThat(records).extracting(ConsumerRecord::timestamp).startsWith(0L, 1L, 2L);
    }

    @Test
    void metadataTellsWhereARecordWent() throws Exception {
        String topic = BROKER.topic(4);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int i = 0; i < 10; i++) {
                RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, 3, 1_000L + i, null, "v"))
                        .get();

                assertThat(metadata.offset()).isEqualTo(i);
                assertThat(metadata.partition()).isEqualTo(3);
                assertThat(metadata.timestamp()).isEqualTo(1_000L + i);
                assertThat(metadata.serializedKeySize()).isEqualTo(-1);
                assertThat(metadata.serializedValueSize()).isEqualTo(1);
            }
        }
    }

    @Test
    void withoutAcksNobodyLearnsTheOffset() throws Exception {
        String topic = BROKER.topic();
        try (KafkaProducer<String, String> producer = BROKER.producer("acks", "0", "enable.idempotence", false)) {
            RecordMetadata metadata =
                    producer.send(new ProducerRecord<>(topic, "v")).get();

            assertThat(metadata.hasOffset()).isFalse();
        }
    }

    @Test
    void headersKeepOrderDuplicatesAndNulls() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        ProducerRecord<String, String> sent = new ProducerRecord<>(partition.topic(), 0, 7L, "k", "v");
        sent.headers().add("a", "1".getBytes(StandardCharsets.UTF_8));
        sent.headers().add("b", null);
        sent.headers().add("a", new byte[0]);

        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            var _ = producer.send(sent);
        }

        ConsumerRecord<String, String> got = read(partition, 1).getFirst();
        assertThat(got.headers().toArray()).containsExactly(sent.headers().toArray());
        assertThat(got.timestamp()).isEqualTo(7);
        assertThat(got.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
    }

    @Test
    void keysAndValuesMayBeNullOrEmpty() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            var _ = producer.send(new ProducerRecord<>(partition.topic(), null, null));
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "", ""));
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "k", null));
        }

        List<ConsumerRecord<String, String>> records = read(partition, 3);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly(null, "", "k");
        assertThat(records).extracting(ConsumerRecord::value).containsExactly(null, "", null);
    }

    @Test
    void sameKeySamePartition() throws Exception {
        String topic = BROKER.topic(5);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            List<Integer> partitions = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                partitions.add(producer.send(new ProducerRecord<>(topic, "a key", "v" + i))
                        .get()
                        .partition());
            }
            assertThat(partitions).containsOnly(partitions.getFirst());
            assertThat(producer.partitionsFor(topic)).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tinyBatchesAreBatchesToo(int batchSize) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("batch.size", batchSize)) {
            Reading.produce(producer, partition, 0, 50);
        }
        assertThat(Reading.values(read(partition, 50))).isEqualTo(Reading.values(0, 50));
    }

    @Test
    void closeSendsWhatLingers() throws Exception {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 60_000, "batch.size", 1 << 20);
        for (int i = 0; i < 100; i++) {
            pending.add(producer.send(new ProducerRecord<>(partition.topic(), "value-" + i)));
        }
        assertThat(pending).noneMatch(Future::isDone);

        producer.close();

        for (int i = 0; i < 100; i++) {
            assertThat(pending.get(i).get().offset()).isEqualTo(i);
        }
        assertThat(Reading.values(read(partition, 100))).isEqualTo(Reading.values(0, 100));
    }

    @Test
    void closeWithoutPatienceSendsNothing() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        KafkaProducer<String, String> producer = BROKER.producer("linger.ms", 60_000, "batch.size", 1 << 20);
        for (int i = 0; i < 10; i++) {
            pending.add(producer.send(new ProducerRecord<>(partition.topic(), "value-" + i)));
        }

        producer.close(Duration.ZERO);

        pending.forEach(future -> assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class));
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 0L);
        }
    }

    @Test
    void newPartitionsAreFoundAndTheMissingWaitedFor() throws Exception {
        String topic = BROKER.topic(1);
        try (KafkaProducer<String, String> producer =
                BROKER.producer("max.block.ms", 300, "metadata.max.age.ms", 100)) {
            assertThat(producer.send(new ProducerRecord<>(topic, 0, null, "v"))
                            .get()
                            .offset())
                    .isZero();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 1, null, "v"))
                            .get())
                    .hasCauseInstanceOf(TimeoutException.class);

            SharedBroker.result(BROKER.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all());

            Await.until(
                    "the producer knows partition 2",
                    () -> producer.partitionsFor(topic).size() == 3);
            assertThat(producer.send(new ProducerRecord<>(topic, 2, null, "v"))
                            .get()
                            .offset())
                    .isZero();
        }
    }

    private static List<ConsumerRecord<String, String>> read(TopicPartition partition, int count) {
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            return Reading.records(consumer, count);
        }
    }
}
