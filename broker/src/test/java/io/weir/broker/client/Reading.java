package io.weir.broker.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads and writes for tests: so many records, then what they were. */
final class Reading {

    private static final Duration POLL = Duration.ofMillis(100);

    private Reading() {}

    /** Polls until so many records have come, and gives all that came. */
    static <K, V> List<ConsumerRecord<K, V>> records(Consumer<K, V> consumer, int count) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        Await.until(count + " records", () -> {
            consumer.poll(POLL).forEach(records::add);
            return records.size() >= count;
        });
        return records;
    }

    static List<String> values(Consumer<String, String> consumer, int count) {
        return values(records(consumer, count));
    }

    static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** Polls until the consumer has what it waits for. */
    static void pollUntil(String what, Consumer<?, ?> consumer, Await.Condition condition) {
        Await.until(what, () -> {
            var _ = consumer.poll(POLL);
            return condition.holds();
        });
    }

    /** Sends {@code value-from} to {@code value-(to-1)} to one partition, and waits for all acks. */
    static void produce(Producer<String, String> producer, TopicPartition to, int from, int end) {
        for (int i = from; i < end; i++) {
            var _ = producer.send(new ProducerRecord<>(to.topic(), to.partition(), (long) i, "key-" + i, "value-" + i));
        }
        producer.flush();
    }

    static void produce(SharedBroker broker, TopicPartition to, int count) {
        try (Producer<String, String> producer = broker.producer()) {
            produce(producer, to, 0, count);
        }
    }

    /** {@code value-from} to {@code value-(end-1)}. */
    static List<String> values(int from, int end) {
        List<String> values = new ArrayList<>();
        for (int i = from; i < end; i++) {
            values.add("value-" + i);
        }
        return values;
    }
}
