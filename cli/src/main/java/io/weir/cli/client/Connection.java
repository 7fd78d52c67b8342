package io.weir.cli.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A cluster that can be reached: makes ordinary Kafka clients for it. Whoever makes one closes it.
 *
 * @param bootstrap as the person gave it, for messages
 * @param config client properties every client gets
 * @param timeout how long a broker may take to answer
 */
public record Connection(String bootstrap, Map<String, Object> config, Duration timeout) {

    public Admin admin() {
        return Admin.create(new HashMap<>(config));
    }

    /** A producer of bytes; the person's own properties win over {@code defaults}. */
    public Producer<byte[], byte[]> producer(Map<String, Object> defaults) {
        return new KafkaProducer<>(over(defaults), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * A consumer of bytes; the person's own properties win over {@code defaults}. It never creates a topic, and commits
     * only what it is told to.
     */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> defaults) {
        Map<String, Object> all = over(defaults);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A member of a share group, of bytes, that acknowledges what it is told to. */
    public ShareConsumer<byte[], byte[]> shareConsumer(String group) {
        Map<String, Object> all = over(Map.of());
        all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        all.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        return new KafkaShareConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> over(Map<String, Object> defaults) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(config);
        return all;
    }
}
