package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bit that the disk turned over in a closed segment: no start looks there, and no client takes it for good. */
class DamagedRecordTest {

    private static final int RECORDS = 3_000;
    private static final int DAMAGED_AT_BYTE = 500_000;

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void isNeverHandedOut() throws IOException {
        // given
        TopicPartition partition = new TopicPartition(BROKER.topic(1, Map.of("segment.bytes", "1048576")), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer("batch.size", "16384")) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(partition.topic(), value(i)));
            }
        }
        flipBit(BROKER.running().folder().resolve(partition.toString()).resolve("00000000000000000000.log"));
        BROKER.running().restart();

        try (KafkaConsumer<String, String> consumer = BROKER.consumer()) {
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, String>> got = new ArrayList<>();

            // when, then it reads up to the damage and fails there
            assertThatThrownBy(() -> Await.until("the damage", () -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(got::add);
                        return false;
                    }))
                    .hasRootCauseInstanceOf(KafkaException.class);
            assertThat(got).hasSizeBetween(300, 600);
            assertThat(got).allSatisfy(record -> assertThat(record.value()).isEqualTo(value((int) record.offset())));

            // when, then what lies behind can be read
            consumer.seek(partition, RECORDS - 1_000);
            assertThat(Reading.values(Reading.records(consumer, 1_000))).first().isEqualTo(value(RECORDS - 1_000));
        }
    }

    private static String value(int number) {
        return number + "-".repeat(1_000);
    }

    private static void flipBit(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, DAMAGED_AT_BYTE);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, DAMAGED_AT_BYTE);
        }
    }
}
