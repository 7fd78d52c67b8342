package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that say in which rack they are read from the replica there (KIP-392). */
@Timeout(120)
final class ClosestReplicaTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    /** Followers wait longer for an answer than the test does: what readers learn in time, their leader has told of itself. */
    private static final Map<String, String> SETTINGS =
            Map.of("broker.rack", "rack-{node}", "min.insync.replicas", "2", "replica.fetch.wait.max.ms", "60000");

    @TempDir
    private Path folder;

    private ClusterFixture cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new ClusterFixture(folder, SETTINGS);
        cluster.found(1);
        cluster.join(2);
        cluster.join(3);
        String first = cluster.broker(1).bootstrap();
        ClusterFixture.create(first, new NewTopic("orders", Map.of(0, List.of(1, 2, 3))));
        ClusterFixture.await(() -> ClusterFixture.partitions(first, "orders").stream()
                .anyMatch(partition -> partition.isr().size() == 3));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aConsumerReadsFromTheReplicaInItsRackAndFromTheLeaderWhenThatIsGone() throws Exception {
        // given
        ClusterFixture.produce(cluster.bootstraps(), "orders", 0, 100);

        try (KafkaConsumer<String, String> consumer = consumer("rack-2", "read_uncommitted")) {
            // when
            List<String> values = read(consumer, 100);

            // then
            assertThat(values).hasSize(100);
            assertThat(readsFrom(consumer)).isEqualTo(2);

            // when: it waits for what comes next
            ClusterFixture.produce(cluster.bootstraps(), "orders", 100, 1);

            // then: its broker hears at once that this may be read
            assertThat(read(consumer, 1)).containsExactly("value-100");

            // when
            cluster.stop(2);
            ClusterFixture.produce(cluster.bootstraps(), "orders", 101, 100);

            // then
            assertThat(read(consumer, 100)).startsWith("value-101").endsWith("value-200");
            assertThat(readsFrom(consumer)).isNotEqualTo(2);
        }
    }

    @Test
    void aFollowerGivesReadersOfCommittedRecordsNoOthers() throws Exception {
        try (KafkaProducer<String, String> producer = transactional();
                KafkaConsumer<String, String> consumer = consumer("rack-3", "read_committed")) {
            // given
            producer.initTransactions();
            send(producer, "kept-1");
            producer.commitTransaction();
            send(producer, "lost");
            producer.abortTransaction();
            send(producer, "kept-2");
            producer.commitTransaction();
            send(producer, "open");
            producer.flush();

            // when
            List<String> values = read(consumer, 2);

            // then
            assertThat(values).containsExactly("kept-1", "kept-2");
            assertThat(readsFrom(consumer)).isEqualTo(3);

            // when
            producer.commitTransaction();

            // then
            assertThat(read(consumer, 1)).containsExactly("open");
        }
    }

    @Test
    void aConsumerThatSaysNothingAndOneInTheLeadersRackReadFromTheLeader() throws Exception {
        ClusterFixture.produce(cluster.bootstraps(), "orders", 0, 10);

        for (String rack : List.of("", "rack-1", "nowhere")) {
            try (KafkaConsumer<String, String> consumer = consumer(rack, "read_uncommitted")) {
                assertThat(read(consumer, 10)).hasSize(10);
                assertThat(readsFrom(consumer)).as("in rack '%s'", rack).isEqualTo(-1);
            }
        }
    }

    private static void send(KafkaProducer<String, String> producer, String value) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>("orders", value));
    }

    private KafkaProducer<String, String> transactional() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstraps());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "writer");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer(String rack, String isolation) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstraps());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.CLIENT_RACK_CONFIG, rack);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(PARTITION));
        return consumer;
    }

    /** So many values, or those that came in half of the time after which a follower would ask by itself. */
    private static List<String> read(KafkaConsumer<String, String> consumer, int count) {
        List<String> values = new ArrayList<>();
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (values.size() < count && System.nanoTime() < giveUpNanos) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        }
        return values;
    }

    /** The node of the replica the consumer was sent to, or -1. */
    private static int readsFrom(KafkaConsumer<String, String> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("preferred-read-replica"))
                .map(Map.Entry::getValue)
                .map(Metric::metricValue)
                .map(Number.class::cast)
                .mapToInt(Number::intValue)
                .findFirst()
                .orElse(-1);
    }
}
