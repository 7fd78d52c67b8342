package io.weir.simulation.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The clients of a torture: the official ones, quick to notice that a broker is back. */
final class Clients {

    static final String IN = "in";
    static final String OUT = "out";
    static final String GROUP = "chain";
    static final int PARTITIONS = 3;
    static final Duration POLL = Duration.ofMillis(100);

    private Clients() {}

    static KafkaProducer<String, String> producer(String bootstrap, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrap,
                "max.block.ms", "30000",
                "reconnect.backoff.max.ms", "100",
                "linger.ms", "0"));
        config.putAll(more);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    static KafkaProducer<String, String> transactionalProducer(String bootstrap, String id) {
        return producer(bootstrap, Map.of("transactional.id", id, "transaction.timeout.ms", "10000"));
    }

    static KafkaConsumer<String, String> consumer(String bootstrap, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "reconnect.backoff.max.ms", "100"));
        config.putAll(more);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}
