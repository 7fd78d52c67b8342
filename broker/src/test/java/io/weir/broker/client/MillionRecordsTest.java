package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A small heap is enough for many records: 1,000,000 of 100 B through a broker with 256 MB, by clients as they come. */
@Execution(ExecutionMode.CONCURRENT)
class MillionRecordsTest {

    private static final int RECORDS = 1_000_000;
    private static final int RECORD_BYTES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aMillionRecordsComeBackInOrderThroughASmallHeap() throws Exception {
        try (BrokerProcess broker = new BrokerProcess("-Xmx256m")) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                SharedBroker.result(admin.createTopics(List.of(new NewTopic("million", 1, (short) 1)))
                        .all());
            }
            AtomicLong acked = new AtomicLong();
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrap()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (int i = 0; i < RECORDS; i++) {
                    byte[] value = new byte[RECORD_BYTES];
                    ByteBuffer.wrap(value).putInt(i).putInt(~i);
                    var _ = producer.send(new ProducerRecord<>("million", value), (_, failure) -> {
                        if (failure == null) {
                            acked.incrementAndGet();
                        }
                    });
                }
            }
            assertThat(acked).hasValue(RECORDS);

            int next = 0;
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", broker.bootstrap(), "group.id", "g", "auto.offset.reset", "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.subscribe(List.of("million"));
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (next < RECORDS && System.nanoTime() < deadline) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        ByteBuffer value = ByteBuffer.wrap(record.value());
                        if (value.getInt() != next || value.getInt() != ~next || record.offset() != next) {
                            throw new AssertionError("record " + next + " is not what was sent: " + record);
                        }
                        next++;
                    }
                }
            }
            assertThat(next).isEqualTo(RECORDS);
        }
    }
}
