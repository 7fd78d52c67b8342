package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions over partitions of three brokers, whoever of them coordinates. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterTransactionsTest {

    private static final int PARTITIONS = 6;

    @TempDir
    private static Path folder;

    private static ClusterFixture brokers;

    @BeforeAll
    static void start() {
        brokers = ClusterFixture.three(folder, Map.of("min.insync.replicas", "2"));
    }

    @AfterAll
    static void stop() {
        brokers.close();
    }

    @Test
    @Order(1)
    void endOneWayInThePartitionsOfAllBrokers() throws Exception {
        ClusterFixture.create(bootstrap(), new NewTopic("outcomes", PARTITIONS, (short) 3));
        assertThat(ClusterFixture.leaders(bootstrap(), "outcomes")).containsExactlyInAnyOrder(1, 2, 3);

        // Ids enough for each broker to coordinate some.
        for (int id = 0; id < 6; id++) {
            try (KafkaProducer<String, String> producer = producer("outcomes-" + id)) {
                producer.initTransactions();
                send(producer, "outcomes", "committed-" + id);
                producer.commitTransaction();
                send(producer, "outcomes", "aborted-" + id);
                producer.flush();
                producer.abortTransaction();
                send(producer, "outcomes", "again-" + id);
                producer.commitTransaction();
            }
        }

        assertThat(read("outcomes", 12 * PARTITIONS))
                .hasSize(PARTITIONS)
                .allSatisfy(partition -> assertThat(partition)
                        .containsExactlyElementsOf(IntStream.range(0, 6)
                                .boxed()
                                .flatMap(id -> List.of("committed-" + id, "again-" + id).stream())
                                .toList()));
    }

    @Test
    @Order(2)
    void takeOffsetsOfGroupsAlong() throws Exception {
        ClusterFixture.create(bootstrap(), new NewTopic("consumed", PARTITIONS, (short) 3));
        TopicPartition place = new TopicPartition("consumed", 0);
        for (int i = 0; i < 6; i++) {
            String group = "group-" + i;
            try (KafkaProducer<String, String> producer = producer("offsets-" + i);
                    KafkaConsumer<String, String> consumer = consumer(Map.of("group.id", group))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.sendOffsetsToTransaction(Map.of(place, new OffsetAndMetadata(7)), consumer.groupMetadata());
                producer.commitTransaction();
                producer.beginTransaction();
                producer.sendOffsetsToTransaction(Map.of(place, new OffsetAndMetadata(9)), consumer.groupMetadata());
                producer.abortTransaction();
            }

            try (Admin admin = ClusterFixture.admin(bootstrap())) {
                assertThat(admin.listConsumerGroupOffsets(group)
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsEntry(place, new OffsetAndMetadata(7));
            }
        }
    }

    /** The last one: it leaves two brokers. */
    @Test
    @Order(3)
    void goOnWithAnotherCoordinatorWhereTheFirstHasGone() throws Exception {
        ClusterFixture.create(bootstrap(), new NewTopic("moved", PARTITIONS, (short) 3));
        try (KafkaProducer<String, String> producer = producer("moved")) {
            producer.initTransactions();
            send(producer, "moved", "before");
            producer.commitTransaction();
            send(producer, "moved", "across");
            producer.flush();

            brokers.stop(coordinator("moved"));

            producer.commitTransaction();
            send(producer, "moved", "after");
            producer.commitTransaction();
        }
        assertThat(read("moved", 3 * PARTITIONS))
                .hasSize(PARTITIONS)
                .allSatisfy(partition -> assertThat(partition).containsExactly("before", "across", "after"));
    }

    private static String bootstrap() {
        return brokers.bootstraps();
    }

    private static int coordinator(String transactionalId) throws Exception {
        try (Admin admin = ClusterFixture.admin(bootstrap())) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .coordinatorId();
        }
    }

    /** A transaction with a record in each partition, not ended. */
    private static void send(KafkaProducer<String, String> producer, String topic, String value) {
        producer.beginTransaction();
        for (int i = 0; i < PARTITIONS; i++) {
            var _ = producer.send(new ProducerRecord<>(topic, i, "", value));
        }
    }

    private static KafkaProducer<String, String> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap(), "transactional.id", transactionalId),
                new StringSerializer(),
                new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", bootstrap());
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** What is committed in each partition, once so much is there. */
    private static List<List<String>> read(String topic, int count) {
        Map<Integer, List<String>> values = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("isolation.level", "read_committed"))) {
            List<TopicPartition> places = IntStream.range(0, PARTITIONS)
                    .mapToObj(index -> new TopicPartition(topic, index))
                    .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            int found = 0;
            while (found < count && System.nanoTime() < giveUpNanos) {
                var records = consumer.poll(Duration.ofMillis(100));
                records.forEach(record -> values.computeIfAbsent(record.partition(), _ -> new ArrayList<>())
                        .add(record.value()));
                found += records.count();
            }
        }
        return List.copyOf(values.values());
    }
}
