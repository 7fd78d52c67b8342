package io.weir.broker.client;

import io.weir.broker.RunningBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker for all tests of a class, its admin client, and whatever topics and clients they need. */
public final class SharedBroker implements AfterAllCallback {

    private final RunningBroker broker;
    private final Admin admin;
    private final AtomicInteger names = new AtomicInteger();

    private SharedBroker(Map<String, String> properties) {
        // Tests write records of 1970.
        Map<String, String> all = new HashMap<>(Map.of("log.retention.ms", "-1"));
        all.putAll(properties);
        broker = RunningBroker.start(all);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    public static SharedBroker start(Map<String, String> properties) {
        return new SharedBroker(properties);
    }

    public static SharedBroker start() {
        return new SharedBroker(Map.of());
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    RunningBroker running() {
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    /** A name nobody has had. */
    public String name(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    public String topic() {
        return topic(1);
    }

    public String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    /** Creates a topic of a fresh name. */
    public String topic(int partitions, Map<String, String> config) {
        String name = name("topic");
        create(name, partitions, config);
        return name;
    }

    public void create(String name, int partitions, Map<String, String> config) {
        result(admin.createTopics(
                        List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config)))
                .all());
    }

    /** A producer of strings; the settings are names and values in turn. */
    public KafkaProducer<String, String> producer(Object... settings) {
        return new KafkaProducer<>(config(Map.of(), settings), new StringSerializer(), new StringSerializer());
    }

    /** A consumer of strings that starts at the beginning and commits only when told. */
    public KafkaConsumer<String, String> consumer(Object... settings) {
        Map<String, Object> defaults =
                new HashMap<>(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        if (!List.of(settings).contains("group.protocol")) {
            // In the consumer protocol the broker says how often.
            defaults.put("heartbeat.interval.ms", "100");
        }
        return new KafkaConsumer<>(config(defaults, settings), new StringDeserializer(), new StringDeserializer());
    }

    /** The value of an admin client's future, or the error it ended with. */
    public static <T> T result(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    public void close() {
        admin.close();
        broker.close();
    }

    private Map<String, Object> config(Map<String, Object> defaults, Object... settings) {
        Map<String, Object> config = new HashMap<>(defaults);
        config.put("bootstrap.servers", bootstrap());
        for (int i = 0; i < settings.length; i += 2) {
            config.put((String) settings[i], settings[i + 1]);
        }
        return config;
    }
}
