package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Logs of many segments: read across them, and kept no longer than their topic says. */
@Execution(ExecutionMode.CONCURRENT)
class SegmentsTest {

    private static final int RECORDS = 4_000;
    private static final String PADDING = "-".repeat(1_000);

    @RegisterExtension
    static final SharedBroker BROKER =
            SharedBroker.start(Map.of("log.retention.check.interval.ms", "100", "log.segment.delete.delay.ms", "0"));

    @Test
    void aLogOfManySegmentsIsReadFromAnywhere() throws IOException {
        TopicPartition partition = filled();
        assertThat(segments(partition)).isGreaterThan(3);
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            assertThat(offsets(Reading.records(consumer, RECORDS))).isEqualTo(expected(0));

            consumer.seek(partition, 2_345);
            assertThat(offsets(Reading.records(consumer, RECORDS - 2_345))).isEqualTo(expected(2_345));

            for (long timestamp : List.of(1L, 999L, 2_000L, 3_999L)) {
                OffsetAndTimestamp found =
                        consumer.offsetsForTimes(Map.of(partition, timestamp)).get(partition);
                assertThat(found.offset()).isEqualTo(timestamp);
            }
        }
    }

    @Test
    void theOldestSegmentsGoWhenThereIsTooMuch() throws IOException {
        TopicPartition partition = filled();
        int before = segments(partition);

        set(partition, "retention.bytes", "2000000");

        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            Await.until("the log begins later", () -> beginning(consumer, partition) > 0);
            Await.until("the files are gone", () -> segments(partition) < before);
            long start = beginning(consumer, partition);
            consumer.assign(List.of(partition));
            // Where it was is gone: the consumer is reset to what there is.
            consumer.seek(partition, 0);
            List<Long> offsets = offsets(Reading.records(consumer, (int) (RECORDS - start)));
            assertThat(offsets).isEqualTo(expected(offsets.getFirst())).endsWith(RECORDS - 1L);
        }
    }

    @Test
    void everythingGoesWhenItIsTooOldAndOffsetsGoOn() {
        TopicPartition partition = filled();

        set(partition, "retention.ms", "1000");

        try (KafkaConsumer<String, String> consumer = BROKER.consumer();
                KafkaProducer<String, String> producer = BROKER.producer()) {
            Await.until("the log is empty", () -> beginning(consumer, partition) == RECORDS);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) RECORDS);
            set(partition, "retention.ms", "-1");
            var _ = producer.send(new ProducerRecord<>(partition.topic(), "next"));
            producer.flush();
            consumer.assign(List.of(partition));
            assertThat(offsets(Reading.records(consumer, 1))).containsExactly((long) RECORDS);
        }
    }

    @Test
    void aTailMissesNothingOfWhatIsBeingWritten() throws InterruptedException {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("segment.bytes", "1048576")), 0);
        int count = 100_000;
        try (KafkaConsumer<String, String> consumer = BROKER.consumer();
                KafkaProducer<String, String> producer = BROKER.producer()) {
            consumer.assign(List.of(partition));
            Thread writer = Thread.ofPlatform().start(() -> Reading.produce(producer, partition, 0, count));
            List<ConsumerRecord<String, String>> records = Reading.records(consumer, count);
            writer.join();
            assertThat(Reading.values(records)).isEqualTo(Reading.values(0, count));
        }
    }

    private static TopicPartition filled() {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("segment.bytes", "1048576")), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(partition.topic(), 0, (long) i, "key", PADDING));
            }
        }
        return partition;
    }

    private static void set(TopicPartition partition, String name, String value) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, partition.topic());
        result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(
                        topic, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all());
    }

    private static long beginning(KafkaConsumer<String, String> consumer, TopicPartition partition) {
        return consumer.beginningOffsets(List.of(partition)).get(partition);
    }

    private static int segments(TopicPartition partition) throws IOException {
        try (Stream<Path> files = Files.list(BROKER.running().folder().resolve(partition.toString()))) {
            return (int) files.filter(file -> file.toString().contains(".log")).count();
        }
    }

    private static List<Long> offsets(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }

    private static List<Long> expected(long from) {
        List<Long> offsets = new ArrayList<>();
        for (long i = from; i < RECORDS; i++) {
            offsets.add(i);
        }
        return offsets;
    }
}
