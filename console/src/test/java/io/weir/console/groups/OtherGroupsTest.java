package io.weir.console.groups;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Groups that share, groups of streams applications, and groups that wait for somebody. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OtherGroupsTest {

    private static final String GROUPS = "/api/v1/groups";
    private static final int RECORDS = 10;

    private LiveConsole console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = LiveConsole.start(
                folder,
                Map.of(
                        "share.coordinator.state.topic.num.partitions", "2",
                        "group.streams.initial.rebalance.delay.ms", "0"));
        assertThat(console.send("POST", "/api/v1/topics", "{\"name\":\"orders\",\"partitions\":2}")
                        .statusCode())
                .isEqualTo(201);
        try (KafkaProducer<byte[], byte[]> producer = console.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>("orders", 0, null, new byte[] {1}));
            }
        }
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void aShareGroupIsShownWithWhatItHasYetToReadAndSetBack() throws Exception {
        // given
        try (Admin admin = console.admin()) {
            var _ = admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, "sharers"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", console.bootstrap(), "group.id", "sharers", "client.id", "sharer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("orders"));
            int read = 0;
            while (read < RECORDS) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            var _ = consumer.commitSync();

            // when
            Object row = console.json(GROUPS + "?type=share&search=SHARERS");
            Object group = console.json(GROUPS + "/sharers");
            Object lag = console.await(
                    GROUPS + "/sharers/lag", answer -> at(answer, "lag").equals(0L));
            Object refused = json(console.send("POST", GROUPS + "/sharers/offsets", "{\"to\":\"earliest\"}"));

            // then
            assertThat(at(row, "items.0.type")).isEqualTo("share");
            assertThat(at(row, "items.0.members")).isEqualTo(1L);
            assertThat(at(group, "state")).isEqualTo("stable");
            assertThat(at(group, "membersList.0.clientId")).isEqualTo("sharer");
            assertThat(at(group, "membersList.0.assignment.0.partitions")).isEqualTo(List.of(0L, 1L));
            assertThat(at(lag, "items.0.topic")).isEqualTo("orders");
            assertThat(at(refused, "blocked").toString()).contains("1 member");
        }
        var _ = console.await(GROUPS + "/sharers", answer -> at(answer, "state").equals("empty"));
        Object set = json(console.send("POST", GROUPS + "/sharers/offsets", "{\"to\":\"earliest\",\"preview\":false}"));
        Object after = console.json(GROUPS + "/sharers/lag");
        HttpResponse<byte[]> deleted =
                console.send(console.to(GROUPS + "/sharers").DELETE());
        assertThat(at(set, "rows.0.target")).isEqualTo(0L);
        assertThat(at(after, "lag")).isEqualTo((long) RECORDS);
        assertThat(deleted.statusCode()).isEqualTo(204);
    }

    @Test
    void aStreamsGroupIsShownWithItsTasks() throws Exception {
        // given
        try (Admin admin = console.admin()) {
            // Whoever asks for the coordinator waits until there is one.
            var _ = admin.listConsumerGroupOffsets("words")
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
        StreamsMember.join(console.bootstrap(), "words", "orders");

        // when
        Object group = console.json(GROUPS + "/words");
        Object row = console.json(GROUPS + "?type=streams");
        Object lag = console.json(GROUPS + "/words/lag");
        HttpResponse<byte[]> deleted =
                console.send(console.to(GROUPS + "/words").DELETE());

        // then
        assertThat(at(row, "total")).isEqualTo(1L);
        assertThat(at(row, "items.0.members")).isEqualTo(1L);
        assertThat(at(group, "type")).isEqualTo("streams");
        assertThat(at(group, "membersList.0.id")).isEqualTo("member");
        assertThat(at(group, "membersList.0.clientId")).isEqualTo("streams");
        assertThat(at(group, "membersList.0.assignment.0.topic")).isEqualTo("orders");
        assertThat(at(group, "membersList.0.assignment.0.partitions")).isEqualTo(List.of(0L, 1L));
        assertThat(at(lag, "total")).isEqualTo(2L);
        assertThat(deleted.statusCode()).isEqualTo(409);
    }

    @Test
    void whoHoldsUpARebalanceIsNamed() throws Exception {
        // given a member that lives and does not come back
        try (KafkaConsumer<byte[], byte[]> stuck = consumer("stuck")) {
            while (stuck.assignment().isEmpty()) {
                var _ = stuck.poll(Duration.ofMillis(100));
            }
            AtomicBoolean isOver = new AtomicBoolean();
            CountDownLatch left = new CountDownLatch(1);
            Thread _ = Thread.ofVirtual().start(() -> {
                try (KafkaConsumer<byte[], byte[]> next = consumer("next")) {
                    while (!isOver.get()) {
                        var _ = next.poll(Duration.ofMillis(100));
                    }
                }
                left.countDown();
            });

            // when
            Object group = console.await(
                    GROUPS + "/held-up", answer -> !at(answer, "waitsFor").equals("(nothing)"));

            // then
            assertThat(at(group, "state")).isEqualTo("preparing-rebalance");
            assertThat((List<?>) at(group, "membersList")).anySatisfy(member -> {
                assertThat(at(member, "clientId")).isEqualTo("stuck");
                assertThat(at(member, "stuck").toString())
                        .contains("the group waits for")
                        .contains("stuck");
            });
            assertThat((List<?>) at(group, "membersList"))
                    .filteredOn(member -> at(member, "clientId").equals("next"))
                    .allSatisfy(member -> assertThat(at(member, "stuck")).isEqualTo("(nothing)"));
            isOver.set(true);
            stuck.unsubscribe();
            left.await();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String name) {
        Properties settings = new Properties();
        settings.putAll(Map.of("bootstrap.servers", console.bootstrap(), "group.id", "held-up", "client.id", name));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("orders"));
        return consumer;
    }
}
