package io.weir.console.groups;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GroupsTest {

    private static final String GROUPS = "/api/v1/groups";
    private static final int RECORDS = 10;

    private LiveConsole console;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = LiveConsole.start(folder, Map.of());
        admin = console.admin();
        assertThat(console.send("POST", "/api/v1/topics", "{\"name\":\"orders\",\"partitions\":2}")
                        .statusCode())
                .isEqualTo(201);
        try (KafkaProducer<byte[], byte[]> producer = console.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>("orders", 0, 1_000L + i, null, new byte[] {1}));
            }
        }
    }

    @AfterAll
    void stop() {
        admin.close();
        console.close();
    }

    private void commit(String group, long offset) throws Exception {
        var _ = admin.alterConsumerGroupOffsets(
                        group, Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(offset, "noted")))
                .all()
                .get();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group, String protocol) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers",
                console.bootstrap(),
                "group.id",
                group,
                "group.protocol",
                protocol,
                "client.id",
                "reader",
                "auto.offset.reset",
                "earliest"));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("orders"));
        return consumer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupIsShownWithMembersLagAndWhyItRebalanced(String protocol) throws Exception {
        // given
        String name = "live/" + protocol;
        String path = GROUPS + "/live%2F" + protocol;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(name, protocol)) {
            int read = 0;
            while (read < RECORDS || !at(console.json(path), "state").equals("stable")) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            consumer.commitSync(Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(4, "here")));

            // when
            Object row = console.json(GROUPS + "?search=LIVE/" + protocol + "&type=" + protocol + "&state=stable");
            Object group = console.json(path);
            Object lag = console.json(path + "/lag?sort=lag&size=1");
            Object preview = json(console.send("POST", path + "/offsets", "{\"to\":\"earliest\"}"));
            HttpResponse<byte[]> reset =
                    console.send("POST", path + "/offsets", "{\"to\":\"earliest\",\"preview\":false}");
            HttpResponse<byte[]> deleted = console.send(console.to(path).DELETE());

            // then
            assertThat(at(row, "total")).isEqualTo(1L);
            assertThat(at(row, "items.0"))
                    .isEqualTo(Map.of(
                            "name",
                            name,
                            "type",
                            protocol,
                            "state",
                            "stable",
                            "protocol",
                            "consumer",
                            "members",
                            1L,
                            "lag",
                            6L));
            assertThat(at(group, "coordinator")).isEqualTo(1L);
            assertThat(at(group, "membersList.0.clientId")).isEqualTo("reader");
            assertThat(at(group, "membersList.0.assignment.0.topic")).isEqualTo("orders");
            assertThat(at(group, "membersList.0.assignment.0.partitions")).isEqualTo(List.of(0L, 1L));
            assertThat(at(group, "membersList.0.stuck")).isEqualTo("(nothing)");
            assertThat(at(group, "rebalances.0.reason").toString()).contains("joined");
            assertThat(at(lag, "total")).isEqualTo(2L);
            assertThat(at(lag, "lag")).isEqualTo(6L);
            assertThat(at(lag, "history.lag")).isEqualTo(List.of(6L));
            assertThat(at(lag, "items.0.committed")).isEqualTo(4L);
            assertThat(at(lag, "items.0.end")).isEqualTo(10L);
            assertThat(at(lag, "items.0.lag")).isEqualTo(6L);
            assertThat(at(lag, "items.0.metadata")).isEqualTo("here");
            assertThat(at(lag, "items.0.member")).isEqualTo(at(group, "membersList.0.id"));
            assertThat(at(preview, "blocked").toString()).contains("1 member");
            assertThat(reset.statusCode()).isEqualTo(409);
            assertThat(deleted.statusCode()).isEqualTo(409);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "earliest | | 0 | (nothing)",
                "latest | | 10 | (nothing)",
                "offset | 3 | 3 | (nothing)",
                "offset | 99 | 10 | after the last record: the end is taken",
                "shift | -2 | 2 | (nothing)",
                "shift | 9223372036854775807 | 10 | after the last record: the end is taken",
                "shift | -9 | 0 | before the first record: that is taken",
                "time | 1003 | 3 | (nothing)",
                "time | 2000 | 10 | all records are older: the end is taken"
            })
    void offsetsAreResetAsThePreviewSays(String to, String value, long target, String note) throws Exception {
        // given
        commit("moved", 4);
        String wanted = "\"to\":\"" + to + "\"" + (value == null ? "" : ",\"value\":" + value);

        // when
        Object preview = json(console.send("POST", GROUPS + "/moved/offsets", "{" + wanted + "}"));
        Object before = console.json(GROUPS + "/moved/lag");
        Object done = json(console.send(
                "POST",
                GROUPS + "/moved/offsets",
                "{" + wanted + ",\"preview\":false,\"topics\":[{\"topic\":\"orders\",\"partitions\":[0]}]}"));
        Object after = console.json(GROUPS + "/moved/lag");

        // then
        assertThat(at(preview, "preview")).isEqualTo(true);
        assertThat(at(preview, "blocked")).isEqualTo("(nothing)");
        assertThat(at(preview, "rows.0.current")).isEqualTo(4L);
        assertThat(at(preview, "rows.0.target")).isEqualTo(target);
        assertThat(at(preview, "rows.0.lag")).isEqualTo(RECORDS - target);
        assertThat(at(preview, "rows.0.note")).isEqualTo(note);
        assertThat(at(before, "items.0.committed")).isEqualTo(4L);
        assertThat(at(done, "preview")).isEqualTo(false);
        assertThat(at(done, "rows")).isEqualTo(at(preview, "rows"));
        assertThat(at(after, "items.0.committed")).isEqualTo(target);
    }

    @Test
    void aGroupWithoutMembersIsDeleted() throws Exception {
        // given
        commit("old", 1);

        // when
        Object counted = console.json("/api/v1/cluster");
        HttpResponse<byte[]> deleted = console.send(console.to(GROUPS + "/old").DELETE());
        HttpResponse<byte[]> again = console.send(console.to(GROUPS + "/old").DELETE());

        // then
        assertThat((Long) at(counted, "counts.groups")).isPositive();
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(at(json(console.get(GROUPS + "/old/lag")), "detail").toString())
                .contains("there is no group 'old'");
    }

    @Test
    void manyGroupsAreSearchedSortedAndPaged() throws Exception {
        // given
        int many = 300;
        List<KafkaFuture<Void>> commits = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            commits.add(admin.alterConsumerGroupOffsets(
                            "many-%04d".formatted(i),
                            Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(i % RECORDS)))
                    .all());
        }
        var _ = KafkaFuture.allOf(commits.toArray(KafkaFuture[]::new)).get();

        // when
        Object last = console.json(GROUPS + "?search=many-&order=desc&size=2&page=3&state=empty,dead");
        Object none = console.json(GROUPS + "?search=many-&type=share");

        // then
        assertThat(at(last, "total")).isEqualTo((long) many);
        assertThat(at(last, "items.0.name")).isEqualTo("many-0295");
        assertThat(at(last, "items.0.lag")).isEqualTo(5L);
        assertThat(at(last, "items.0.members")).isEqualTo(0L);
        assertThat(at(last, "items.1.name")).isEqualTo("many-0294");
        assertThat(at(none, "total")).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | to",
                "{\"to\":\"there\"} | to",
                "{\"to\":\"offset\"} | value",
                "{\"to\":\"time\",\"value\":\"noon\"} | value",
                "{\"to\":\"latest\",\"topics\":[{\"topic\":\"none\"}]} | topics",
                "{\"to\":\"latest\",\"topics\":[{\"topic\":\"orders\",\"partitions\":[2]}]} | topics",
                "{\"to\":\"latest\",\"dryRun\":false} | dryRun"
            })
    void aWrongResetIsRefusedAndSaysWhere(String body, String parameter) throws Exception {
        // given
        commit("kept", 4);

        // when
        HttpResponse<byte[]> response = console.send("POST", GROUPS + "/kept/offsets", body);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(at(json(response), "parameter")).isEqualTo(parameter);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("io.weir");
        assertThat(at(console.json(GROUPS + "/kept/lag"), "items.0.committed")).isEqualTo(4L);
    }
}
