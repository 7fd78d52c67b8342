package io.weir.console.topics;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TopicsTest {

    private static final String TOPICS = "/api/v1/topics";

    private LiveConsole console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = LiveConsole.start(folder, Map.of());
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void aTopicIsCreatedGrownAndDeleted() throws Exception {
        // when
        HttpResponse<byte[]> tried = console.send("POST", TOPICS, "{\"name\":\"orders\",\"validateOnly\":true}");
        HttpResponse<byte[]> none = console.get(TOPICS + "/orders");
        HttpResponse<byte[]> created = console.send(
                "POST", TOPICS, "{\"name\":\"orders\",\"partitions\":3,\"configs\":{\"retention.ms\":1000}}");
        HttpResponse<byte[]> again = console.send("POST", TOPICS, "{\"name\":\"orders\"}");
        HttpResponse<byte[]> grown = console.send("POST", TOPICS + "/orders/partitions", "{\"count\":5}");
        Object topic = console.json(TOPICS + "/orders");
        Object partitions = console.json(TOPICS + "/orders/partitions?size=2&page=3");
        HttpResponse<byte[]> deleted =
                console.send(console.to(TOPICS + "/orders").DELETE());

        // then
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created)).isEqualTo(Map.of("name", "orders", "partitions", 3L, "replicationFactor", 1L));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(at(json(again), "code")).isEqualTo("TOPIC_ALREADY_EXISTS");
        assertThat(grown.statusCode()).isEqualTo(200);
        assertThat(at(topic, "partitions")).isEqualTo(5L);
        assertThat(at(topic, "offline")).isEqualTo(0L);
        assertThat(at(partitions, "total")).isEqualTo(5L);
        assertThat(at(partitions, "items.0.partition")).isEqualTo(4L);
        assertThat(at(partitions, "items.0.replicas")).isEqualTo(List.of(1L));
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(console.get(TOPICS + "/orders").statusCode()).isEqualTo(404);
    }

    @Test
    void aTopicSaysWhatItKeepsAndWhereItsPartitionsBeginAndEnd() throws Exception {
        // given
        assertThat(console.send(
                                "POST",
                                TOPICS,
                                "{\"name\":\"kept\",\"partitions\":2,\"configs\":{\"retention.bytes\":\"4096\"}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(console.send(
                                "POST",
                                TOPICS,
                                "{\"name\":\"kept-compact\",\"configs\":{\"cleanup.policy\":\"compact\"}}")
                        .statusCode())
                .isEqualTo(201);
        for (int i = 0; i < 5; i++) {
            var _ = console.produce(new ProducerRecord<>("kept", 1, null, new byte[] {1}));
        }
        try (Admin admin = console.admin()) {
            var _ = admin.deleteRecords(Map.of(new TopicPartition("kept", 1), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        // when
        Object topic = console.json(TOPICS + "/kept");
        Object compacted = console.json(TOPICS + "?search=kept-compact");
        Object partitions = console.json(TOPICS + "/kept/partitions");

        // then
        assertThat(at(topic, "cleanupPolicy")).isEqualTo("delete");
        assertThat(at(topic, "retentionMs")).isEqualTo(604_800_000L);
        assertThat(at(topic, "retentionBytes")).isEqualTo(4096L);
        assertThat(at(topic, "records")).isEqualTo(3L);
        assertThat(at(compacted, "items.0.cleanupPolicy")).isEqualTo("compact");
        assertThat(at(compacted, "items.0.retentionMs")).isEqualTo("(nothing)");
        assertThat(at(partitions, "items.0.first")).isEqualTo(0L);
        assertThat(at(partitions, "items.0.end")).isEqualTo(0L);
        assertThat(at(partitions, "items.1.first")).isEqualTo(2L);
        assertThat(at(partitions, "items.1.end")).isEqualTo(5L);
        assertThat(at(partitions, "items.1.adding")).isEqualTo(List.of());
    }

    @Test
    void topicsAreSearchedSortedAndPaged() throws Exception {
        // given
        for (String name : List.of("paged-b", "paged-A", "paged-c", "other")) {
            assertThat(console.send("POST", TOPICS, "{\"name\":\"" + name + "\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        var _ = console.produce(new ProducerRecord<>("paged-b", "12345".getBytes(StandardCharsets.UTF_8)));

        // when
        Object all = console.json(TOPICS + "?search=PAGED");
        Object last = console.json(TOPICS + "?search=paged&order=desc&size=2&page=2");
        Object largest = console.json(TOPICS + "?search=paged&sort=bytes&order=desc&size=1");

        // then
        assertThat(at(all, "total")).isEqualTo(3L);
        assertThat(at(all, "items.0.name")).isEqualTo("paged-A");
        assertThat(at(last, "items.0.name")).isEqualTo("paged-A");
        assertThat(at(largest, "items.0.name")).isEqualTo("paged-b");
        assertThat((Long) at(largest, "items.0.bytes")).isGreaterThan(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page=0 | page",
                "page=99999999999 | page",
                "size=501 | size",
                "size=x | size",
                "sort=color | sort",
                "order=up | order",
                "internal=maybe | internal",
                "serach=a | serach",
                "page=1&page=2 | page"
            })
    void aWrongParameterIsNamed(String query, String parameter) throws Exception {
        // when
        HttpResponse<byte[]> response = console.get(TOPICS + "?" + query);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(at(json(response), "parameter")).isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"name\":7}",
                "{\"name\":\"a/b\"}",
                "{\"name\":\"..\"}",
                "{\"name\":\"<script>alert(1)</script>\"}",
                "{\"name\":\"ok\",\"partitions\":0}",
                "{\"name\":\"ok\",\"partitions\":1e99}",
                "{\"name\":\"ok\",\"partitions\":99999999999999999999}",
                "{\"name\":\"ok\",\"color\":1}",
                "{\"name\":\"ok\",\"name\":\"twice\"}",
                "{\"name\":\"ok\"} more",
                "{\"name\":\"ok\",\"configs\":{\"retention.ms\":\"soon\"}}",
                "{\"name\":\"ok\",\"replicationFactor\":3}"
            })
    void aWrongBodyIsRefusedAndSaysWhy(String body) throws Exception {
        // when
        HttpResponse<byte[]> response = console.send("POST", TOPICS, body);

        // then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(at(json(response), "detail").toString()).isNotBlank().doesNotContain("io.weir");
        assertThat(console.get(TOPICS + "/ok").statusCode()).isEqualTo(404);
    }

    @Test
    void aFormOfAnotherPageCannotChangeAnything() throws Exception {
        // when
        HttpResponse<byte[]> response = console.send(console.to(TOPICS)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"forged\"}")));

        // then
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(console.get(TOPICS + "/forged").statusCode()).isEqualTo(404);
    }

    @Test
    void aNameWithAScriptInItIsOnlyText() throws Exception {
        // when
        HttpResponse<byte[]> response = console.get(TOPICS + "/%3Cscript%3Ealert(1)%3C%2Fscript%3E");

        // then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(at(json(response), "detail").toString()).contains("<script>alert(1)</script>");
    }
}
