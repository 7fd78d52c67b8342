package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offsets of partitions as an admin client asks for them, and records it deletes. */
class AdminOffsetsTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    private final Admin admin = BROKER.admin();

    @ParameterizedTest
    @CsvSource({"none, producer", "gzip, producer", "none, lz4", "zstd, uncompressed"})
    void findsEveryKindOfOffset(String codec, String topicCodec) {
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("compression.type", topicCodec)), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("compression.type", codec, "linger.ms", 50)) {
            // Out of order, the largest twice.
            for (long timestamp : List.of(100L, 500L, 200L, 500L, 300L)) {
                var _ = producer.send(new ProducerRecord<>(partition.topic(), 0, timestamp, "k", "v"));
            }
        }

        assertThat(offset(partition, OffsetSpec.earliest()).offset()).isZero();
        assertThat(offset(partition, OffsetSpec.latest()).offset()).isEqualTo(5);
        assertThat(offset(partition, OffsetSpec.latest()).leaderEpoch()).contains(0);
        ListOffsetsResultInfo largest = offset(partition, OffsetSpec.maxTimestamp());
        assertThat(largest.offset()).isEqualTo(1);
        assertThat(largest.timestamp()).isEqualTo(500);
        assertThat(offset(partition, OffsetSpec.forTimestamp(150)).offset()).isEqualTo(1);
        assertThat(offset(partition, OffsetSpec.forTimestamp(501)).offset()).isEqualTo(-1);
        assertThat(offset(partition, OffsetSpec.earliestLocal()).offset()).isZero();
        assertThat(offset(partition, OffsetSpec.latestTiered()).offset()).isEqualTo(-1);
        assertThat(result(admin.listOffsets(
                                        Map.of(partition, OffsetSpec.latest()),
                                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                                .partitionResult(partition))
                        .offset())
                .isEqualTo(5);
    }

    @Test
    void anEmptyPartitionHasNoLargestTimestamp() {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        assertThat(offset(partition, OffsetSpec.maxTimestamp()).offset()).isEqualTo(-1);
        assertThat(offset(partition, OffsetSpec.latest()).offset()).isZero();
        assertThat(offset(partition, OffsetSpec.forTimestamp(0)).offset()).isEqualTo(-1);
    }

    @Test
    void unknownPartitionsAreSaidToBe() {
        TopicPartition known = new TopicPartition(BROKER.topic(), 0);
        TopicPartition missing = new TopicPartition(known.topic(), 7);
        var results = admin.listOffsets(
                Map.of(known, OffsetSpec.latest(), missing, OffsetSpec.latest()),
                new ListOffsetsOptions().timeoutMs(500));
        assertThat(result(results.partitionResult(known)).offset()).isZero();
        assertThatThrownBy(() -> result(results.partitionResult(missing)))
                .isInstanceOfAny(UnknownTopicOrPartitionException.class, TimeoutException.class);
    }

    @Test
    void deletedRecordsStayDeleted() {
        TopicPartition partition = filled(100);
        assertThat(result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(30)))
                                .lowWatermarks()
                                .get(partition))
                        .lowWatermark())
                .isEqualTo(30);
        assertThat(offset(partition, OffsetSpec.earliest()).offset()).isEqualTo(30);
        assertThat(offset(partition, OffsetSpec.forTimestamp(0)).offset()).isEqualTo(30);

        // Going back changes nothing.
        assertThat(result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                                .lowWatermarks()
                                .get(partition))
                        .lowWatermark())
                .isEqualTo(30);

        BROKER.running().restart();
        assertThat(offset(partition, OffsetSpec.earliest()).offset()).isEqualTo(30);
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 70)).isEqualTo(Reading.values(30, 100));
        }

        // -1 deletes all there is.
        assertThat(result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                                .lowWatermarks()
                                .get(partition))
                        .lowWatermark())
                .isEqualTo(100);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            Reading.produce(producer, partition, 100, 110);
        }
        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 10)).isEqualTo(Reading.values(100, 110));
        }
    }

    @Test
    void whatCannotBeDeletedIsRefused() {
        TopicPartition partition = filled(10);
        assertThatThrownBy(() -> result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(11)))
                        .all()))
                .isInstanceOf(OffsetOutOfRangeException.class);
        assertThatThrownBy(() -> result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-2)))
                        .all()))
                .isInstanceOf(OffsetOutOfRangeException.class);
        result(admin.alterConsumerGroupOffsets(BROKER.name("group"), Map.of(partition, new OffsetAndMetadata(0)))
                .all());
        TopicPartition internal = new TopicPartition("__consumer_offsets", 0);
        assertThatThrownBy(() -> result(admin.deleteRecords(Map.of(internal, RecordsToDelete.beforeOffset(0)))
                        .all()))
                .isInstanceOf(InvalidTopicException.class);
    }

    private ListOffsetsResultInfo offset(TopicPartition partition, OffsetSpec spec) {
        return result(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition));
    }

    private static TopicPartition filled(int records) {
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, records);
        return partition;
    }
}
