package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Share groups over partitions of three brokers, whoever of them keeps their states. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterShareGroupsTest {

    private static final int PARTITIONS = 6;
    private static final int RECORDS = 300;

    @TempDir
    private static Path folder;

    private static ClusterFixture brokers;

    @BeforeAll
    static void start() throws Exception {
        brokers = ClusterFixture.three(
                folder, Map.of("min.insync.replicas", "2", "share.coordinator.state.topic.num.partitions", "8"));
    }

    @AfterAll
    static void stop() {
        brokers.close();
    }

    @Test
    @Order(1)
    void readPartitionsOfAllBrokersOnce() throws Exception {
        // given partitions that all brokers lead
        ClusterFixture.create(bootstrap(), new NewTopic("orders", PARTITIONS, (short) 3));
        assertThat(ClusterFixture.leaders(bootstrap(), "orders")).containsExactlyInAnyOrder(1, 2, 3);
        fromTheBeginning("sharers");
        ClusterFixture.produce(bootstrap(), "orders", 0, RECORDS);

        // when
        List<String> read;
        try (KafkaShareConsumer<String, String> consumer = consumer("sharers", "orders")) {
            read = poll(consumer, values(0, RECORDS));
        }

        // then each came once, and whoever comes next gets what is new
        assertThat(read).containsExactlyInAnyOrderElementsOf(values(0, RECORDS));
        ClusterFixture.produce(bootstrap(), "orders", RECORDS, PARTITIONS);
        try (KafkaShareConsumer<String, String> next = consumer("sharers", "orders")) {
            assertThat(poll(next, values(RECORDS, PARTITIONS)))
                    .containsExactlyInAnyOrderElementsOf(values(RECORDS, PARTITIONS));
        }
    }

    /** The last one: it leaves two brokers. */
    @Test
    @Order(2)
    void goOnWhereABrokerHasGone() throws Exception {
        // given a group that is reading
        ClusterFixture.create(bootstrap(), new NewTopic("moved", PARTITIONS, (short) 3));
        fromTheBeginning("movers");
        ClusterFixture.produce(bootstrap(), "moved", 0, RECORDS);
        KafkaShareConsumer<String, String> consumer = consumer("movers", "moved");
        try {
            List<String> before = poll(consumer, values(0, RECORDS));

            // when a broker goes that led partitions, and states of others
            brokers.stop(3);
            ClusterFixture.produce(bootstrap(), "moved", RECORDS, RECORDS);
            List<String> after = poll(consumer, values(RECORDS, RECORDS));

            // then nothing is missing
            assertThat(before).containsAll(values(0, RECORDS));
            assertThat(after).containsAll(values(RECORDS, RECORDS));
        } finally {
            // It waits for the broker that has gone as long as it may, whoever the broker is.
            consumer.close(Duration.ofSeconds(1));
        }
    }

    private static String bootstrap() {
        return brokers.bootstraps();
    }

    private static List<String> values(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "value-" + i).toList();
    }

    private static void fromTheBeginning(String group) throws Exception {
        try (Admin admin = ClusterFixture.admin(bootstrap())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static KafkaShareConsumer<String, String> consumer(String group, String topic) {
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(Set.of(topic));
        return consumer;
    }

    /** What comes until all of these have, which the last acknowledges. */
    private static List<String> poll(KafkaShareConsumer<String, String> consumer, List<String> wanted) {
        List<String> values = new ArrayList<>();
        Set<String> missing = new HashSet<>(wanted);
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!missing.isEmpty() && System.nanoTime() < giveUpNanos) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                values.add(record.value());
                missing.remove(record.value());
            });
        }
        assertThat(consumer.commitSync())
                .allSatisfy((_, failure) -> assertThat(failure).isEmpty());
        return values;
    }
}
