package io.weir.console;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any broker answers for the whole cluster, also for what it neither leads, coordinates nor decides. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThreeBrokersTest {

    private static final int RECORDS = 10;

    private final List<LiveConsole> consoles = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        consoles.add(LiveConsole.start(folder.resolve("1"), settings(1, Optional.empty())));
        for (int id = 2; id <= 3; id++) {
            consoles.add(LiveConsole.start(
                    folder.resolve(Integer.toString(id)),
                    settings(id, Optional.of(consoles.getFirst().internalPort()))));
        }
        for (LiveConsole console : consoles) {
            var _ = console.await(
                    "/api/v1/cluster",
                    answer -> at(answer, "brokers") instanceof List<?> all
                            && all.size() == 3
                            && all.stream()
                                    .allMatch(broker -> at(broker, "state").equals("up"))
                            && at(answer, "controller") instanceof Long);
        }
    }

    private static Map<String, String> settings(int id, Optional<Integer> founder) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "node.id",
                Integer.toString(id),
                "listeners",
                "PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:0",
                "controller.listener.names",
                "CONTROLLER",
                "weir.balance.enable",
                "false",
                "weir.balance.moves.at.once",
                "2"));
        founder.ifPresent(port -> {
            settings.put("process.roles", "broker,controller");
            settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + port);
        });
        return settings;
    }

    @AfterAll
    void stop() {
        consoles.forEach(LiveConsole::close);
    }

    private LiveConsole console(int broker) {
        return consoles.get(broker - 1);
    }

    /** One that is neither of these, and not the controller where that is possible. */
    private int bystander(int other) throws Exception {
        long controller = (Long) at(console(1).json("/api/v1/cluster"), "controller");
        return IntStream.of(1, 2, 3)
                .filter(id -> id != other && id != controller)
                .findFirst()
                .orElseThrow();
    }

    private void create(String topic, int partitions, int broker) throws Exception {
        Map<Integer, List<Integer>> replicas = new HashMap<>();
        IntStream.range(0, partitions).forEach(number -> replicas.put(number, List.of(broker)));
        try (Admin admin = console(1).admin()) {
            var _ = admin.createTopics(List.of(new NewTopic(topic, replicas)))
                    .all()
                    .get();
        }
        for (LiveConsole console : consoles) {
            var _ = console.await(
                    "/api/v1/topics/" + topic, answer -> at(answer, "offline").equals(0L));
        }
    }

    private void produce(String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = console(1).producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {1}))
                        .get();
            }
        }
    }

    @Test
    void aTopicIsToldByABrokerThatHasNothingOfIt() throws Exception {
        // given
        create("far", 2, 2);
        produce("far");
        LiveConsole other = console(bystander(2));

        // when
        Object topic = other.json("/api/v1/topics/far");
        Object partitions = other.json("/api/v1/topics/far/partitions");
        Object records = other.json("/api/v1/topics/far/records?from=oldest&limit=3");
        Object here = console(2).json("/api/v1/topics/far/partitions");
        Object configs = other.json("/api/v1/brokers/2/configs");
        HttpResponse<byte[]> grown = other.send("POST", "/api/v1/topics/far/partitions", "{\"count\":3}");

        // then
        assertThat(at(topic, "records")).isEqualTo((long) RECORDS);
        assertThat(at(topic, "bytes")).isEqualTo("(nothing)");
        assertThat(at(partitions, "items.0.leader")).isEqualTo(2L);
        assertThat(at(partitions, "items.0.end")).isEqualTo((long) RECORDS);
        assertThat((Long) at(here, "items.0.bytes")).isPositive();
        assertThat(at(records, "records.2.offset")).isEqualTo(2L);
        assertThat((List<?>) at(configs, "items")).isNotEmpty();
        assertThat(grown.statusCode()).isEqualTo(200);
    }

    @Test
    void aGroupIsToldByBrokersThatDoNotCoordinateIt() throws Exception {
        // given
        create("read", 1, 1);
        produce("read");
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers",
                console(1).bootstrap(),
                "group.id",
                "readers",
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest"));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("read"));
            int read = 0;
            while (read < RECORDS) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            consumer.commitSync(Map.of(new TopicPartition("read", 0), new OffsetAndMetadata(4)));

            // when
            List<Object> groups = new ArrayList<>();
            List<Object> lags = new ArrayList<>();
            List<Object> rows = new ArrayList<>();
            for (LiveConsole console : consoles) {
                groups.add(console.await(
                        "/api/v1/groups/readers", answer -> at(answer, "state").equals("stable")));
                lags.add(console.json("/api/v1/groups/readers/lag"));
                rows.add(console.json("/api/v1/groups?search=readers"));
            }

            // then
            assertThat(groups).containsOnly(groups.getFirst());
            assertThat(at(groups.getFirst(), "rebalances.0.reason").toString()).contains("joined");
            assertThat(at(groups.getFirst(), "membersList.0.assignment.0.topic"))
                    .isEqualTo("read");
            assertThat(lags).allSatisfy(lag -> {
                assertThat(at(lag, "lag")).isEqualTo(6L);
                assertThat(at(lag, "items.0.end")).isEqualTo((long) RECORDS);
                assertThat(at(lag, "items.0.member")).isEqualTo(at(groups.getFirst(), "membersList.0.id"));
            });
            assertThat(rows).containsOnly(rows.getFirst());
            assertThat(at(rows.getFirst(), "items.0.lag")).isEqualTo(6L);
        }
    }

    @Test
    void aTransactionIsToldAndAbortedByABrokerThatDoesNotCoordinateIt() throws Exception {
        // given
        create("bills", 1, 3);
        try (KafkaProducer<byte[], byte[]> producer =
                console(1).producer(Map.of("transactional.id", "bill", "transaction.timeout.ms", 600_000))) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>("bills", new byte[] {1})).get();

            // when
            List<Object> told = new ArrayList<>();
            for (LiveConsole console : consoles) {
                told.add(console.json("/api/v1/transactions/bill"));
            }
            int coordinator = ((Long) at(told.getFirst(), "coordinator")).intValue();
            LiveConsole other = console(bystander(coordinator));
            HttpResponse<byte[]> aborted = other.send("POST", "/api/v1/transactions/bill/abort", "{}");

            // then
            assertThat(told).containsOnly(told.getFirst());
            assertThat(at(told.getFirst(), "state")).isEqualTo("ongoing");
            assertThat(at(told.getFirst(), "parts.0.firstOffset")).isEqualTo(0L);
            assertThat(at(told.getFirst(), "parts.0.stableOffset")).isEqualTo(0L);
            assertThat(aborted.statusCode()).isEqualTo(200);
            assertThat(at(other.json("/api/v1/transactions"), "total")).isEqualTo(0L);
        }
    }

    @Test
    void thePlanIsBegunByABrokerThatDecidesNothing() throws Exception {
        // given
        create("leaving", 5, 3);
        LiveConsole other = console(bystander(3));
        assertThat(other.send("PATCH", "/api/v1/brokers/3/configs", "{\"set\":{\"weir.drain\":\"true\"}}")
                        .statusCode())
                .isEqualTo(200);
        var _ = other.await("/api/v1/cluster/plan", plan -> (Long) at(plan, "total") >= 5);

        // when
        Object begun = json(other.send("POST", "/api/v1/cluster/plan", "{}"));

        // then
        assertThat(at(begun, "started")).isEqualTo(2L);
        assertThat(at(begun, "refused")).isEqualTo(List.of());
        assertThat((Long) at(begun, "left"))
                .as("five were on the broker, and two are on their way")
                .isGreaterThanOrEqualTo(3);
        while (!at(other.json("/api/v1/cluster/plan"), "total").equals(0L)) {
            HttpResponse<byte[]> more = other.send("POST", "/api/v1/cluster/plan", "{}");
            assertThat(more.statusCode())
                    .as("there is room, or there is none yet")
                    .isIn(200, 409);
            var _ = other.await(
                    "/api/v1/cluster/moves", moves -> at(moves, "reassignments").equals(List.of()));
        }
        assertThat(other.json("/api/v1/topics/leaving/partitions").toString()).doesNotContain("replicas=[3]");
        assertThat(other.send("PATCH", "/api/v1/brokers/3/configs", "{\"reset\":[\"weir.drain\"]}")
                        .statusCode())
                .isEqualTo(200);
    }
}
