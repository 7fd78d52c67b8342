package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Brokers of one cluster in this process, and what tests ask them by Kafka's own clients. */
final class ClusterFixture implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> settings;
    private final Map<Integer, Broker> brokers = new HashMap<>();
    private final Map<Integer, Integer> internalPorts = new HashMap<>();

    /** @param settings of all brokers, over the defaults; {@code {node}} in them is the number of each */
    ClusterFixture(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Three of them, each of which has a vote. */
    static ClusterFixture three(Path folder, Map<String, String> settings) {
        ClusterFixture cluster = new ClusterFixture(folder, settings);
        cluster.found(1);
        cluster.join(2);
        cluster.join(3);
        return cluster;
    }

    @Override
    public void close() {
        // Together, as when a machine goes down: each may need the others to be relieved of what it leads.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            brokers.values().forEach(broker -> threads.execute(broker::close));
        }
    }

    /** Stops one; it can be started again by {@link #join}. */
    void stop(int nodeId) {
        Objects.requireNonNull(brokers.remove(nodeId)).close();
    }

    int internalPort(int nodeId) {
        return Objects.requireNonNull(internalPorts.get(nodeId));
    }

    Broker broker(int nodeId) {
        return Objects.requireNonNull(brokers.get(nodeId));
    }

    /** All that are there, as clients are told of them. */
    String bootstraps() {
        return brokers.values().stream().map(Broker::bootstrap).collect(Collectors.joining(","));
    }

    void found(int nodeId) {
        found(nodeId, 0);
    }

    /** The same at a port that it has been told of before. */
    void found(int nodeId, int internalPort) {
        brokers.put(nodeId, Broker.start(BrokerConfig.of(properties(nodeId, internalPort))));
        internalPorts.put(nodeId, broker(nodeId).internalPort().orElseThrow());
    }

    void join(int nodeId) {
        join(nodeId, "broker,controller");
    }

    void join(int nodeId, String roles) {
        Map<String, String> properties = properties(nodeId, internalPorts.getOrDefault(nodeId, 0));
        properties.put("process.roles", roles);
        properties.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + internalPorts.get(1));
        Broker broker = Broker.start(BrokerConfig.of(properties));
        brokers.put(nodeId, broker);
        internalPorts.put(nodeId, broker.internalPort().orElseThrow());
    }

    Map<String, String> alone(int nodeId) {
        Map<String, String> properties = new HashMap<>();
        properties.put("node.id", Integer.toString(nodeId));
        properties.put("listeners", "PLAINTEXT://127.0.0.1:0");
        properties.put("log.dirs", folder.resolve("data-" + nodeId).toString());
        properties.put("group.initial.rebalance.delay.ms", "0");
        settings.forEach((name, value) -> properties.put(name, value.replace("{node}", Integer.toString(nodeId))));
        return properties;
    }

    Map<String, String> properties(int nodeId, int internalPort) {
        Map<String, String> properties = alone(nodeId);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:" + internalPort);
        properties.put("controller.listener.names", "CONTROLLER");
        return properties;
    }

    static void create(String bootstrap, NewTopic topic) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    static Set<Integer> nodeIds(String bootstrap) {
        try (Admin admin = admin(bootstrap)) {
            Set<Integer> ids = new HashSet<>();
            for (Node node : admin.describeCluster().nodes().get()) {
                ids.add(node.id());
            }
            return ids;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty where the broker that was asked does not know the topic yet: clients ask any of them. */
    static Set<Integer> leaders(String bootstrap, String topic) {
        Set<Integer> leaders = new HashSet<>();
        partitions(bootstrap, topic)
                .forEach(partition -> leaders.add(
                        partition.leader() == null ? -1 : partition.leader().id()));
        return leaders;
    }

    /** The same for partitions. */
    static List<TopicPartitionInfo> partitions(String bootstrap, String topic) {
        try (Admin admin = admin(bootstrap)) {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void produce(String bootstrap, String topic, int from, int count) throws Exception {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < from + count; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, "key-" + i, "value-" + i));
            }
            producer.flush();
        }
    }

    static List<String> consume(String bootstrap, String topic, String group, int count) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group + "-" + topic);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (values.size() < count && System.nanoTime() < giveUpNanos) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }

    static void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    static Admin admin(String bootstrap) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }
}
