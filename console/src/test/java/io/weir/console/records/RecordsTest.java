package io.weir.console.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.console.LiveConsole;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordsTest {

    private static final int COUNT = 300;
    private static final String NEWEST = "/api/v1/topics/orders/records";

    private LiveConsole console;

    /** Record i of 300 is in partition i % 3, with the timestamp 1000 + i and a JSON value. */
    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        console = LiveConsole.start(folder, Map.of());
        try (Admin admin = console.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("orders", 3, (short) 1),
                            new NewTopic("raw", 1, (short) 1),
                            new NewTopic("made", 2, (short) 1),
                            new NewTopic("live", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer = console.producer(Map.of())) {
            for (int i = 0; i < COUNT; i++) {
                ProducerRecord<byte[], byte[]> order = new ProducerRecord<>(
                        "orders", i % 3, 1000L + i, utf8("order-" + i), utf8("{\"id\":" + i + ",\"name\":\"Grüße\"}"));
                order.headers().add("source", utf8(i % 2 == 0 ? "web" : "app"));
                var _ = producer.send(order);
            }
        }
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void theNewestComeFirstOverAllPartitionsAndPagesFollowOneAnother() throws Exception {
        // when
        List<String> keys = allKeys(NEWEST + "?limit=70");

        // then
        assertThat(keys)
                .isEqualTo(IntStream.range(0, COUNT)
                        .mapToObj(i -> "order-" + (COUNT - 1 - i))
                        .toList());
    }

    @Test
    void theOldestComeFirstOverAllPartitionsAndPagesFollowOneAnother() throws Exception {
        // when
        List<String> keys = allKeys(NEWEST + "?from=oldest&limit=70");

        // then
        assertThat(keys)
                .isEqualTo(IntStream.range(0, COUNT).mapToObj(i -> "order-" + i).toList());
    }

    @Test
    void recordsAreReadFromAnOffsetAndFromATime() throws Exception {
        assertThat(keys(console.json(NEWEST + "?from=offset&offset=50&partitions=2&limit=2")))
                .containsExactly("order-152", "order-155");
        assertThat(keys(console.json(NEWEST + "?from=time&time=1290&limit=3")))
                .containsExactly("order-290", "order-291", "order-292");
        assertThat(keys(console.json(NEWEST + "?from=time&time=999999"))).isEmpty();
    }

    @Test
    void recordsAreFoundByTheirPartsAndByExpressions() throws Exception {
        assertThat(keys(console.json(NEWEST + "?key=order-29"))).hasSize(11).contains("order-29", "order-290");
        assertThat(keys(console.json(NEWEST + "?value=" + encoded("\"id\":7,"))))
                .containsExactly("order-7");
        assertThat(keys(console.json(NEWEST + "?header=source%3Dweb&value=" + encoded("\"id\":29"))))
                .containsExactly("order-298", "order-296", "order-294", "order-292", "order-290");
        assertThat(keys(console.json(NEWEST + "?where="
                        + encoded("value.id >= 298 && header.source == \"web\" && value.name == \"Grüße\""))))
                .containsExactly("order-298");
    }

    @Test
    void whatIsWrongIsToldByItsName() throws Exception {
        Object bad = LiveConsole.json(console.get(NEWEST + "?where=" + encoded("value.id >")));
        assertThat(LiveConsole.at(bad, "parameter")).isEqualTo("where");
        assertThat(LiveConsole.at(bad, "position")).isEqualTo(10L);
        assertThat(console.get("/api/v1/topics/nothing/records").statusCode()).isEqualTo(404);
        assertThat(console.get(NEWEST + "?partitions=9").statusCode()).isEqualTo(400);
        assertThat(console.get(NEWEST + "?from=offset").statusCode()).isEqualTo(400);
        assertThat(console.get(NEWEST + "?next=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aRecordOfTenMegabytesIsGivenInPartAndDownloadedWhole() throws Exception {
        // given
        try (Admin admin = console.admin()) {
            NewTopic huge = new NewTopic("huge", 1, (short) 1).configs(Map.of("max.message.bytes", "20000000"));
            admin.createTopics(List.of(huge)).all().get();
        }
        byte[] value = utf8("ä".repeat(5_000_000));
        for (int i = 0; i < 4; i++) {
            console.produce(new ProducerRecord<>("huge", null, value));
        }

        // when
        Object read = console.json("/api/v1/topics/huge/records?bytes=101");

        // then
        assertThat(LiveConsole.at(read, "records.3.value.text")).isEqualTo("ä".repeat(50));
        assertThat(LiveConsole.at(read, "records.0.value.truncated")).isEqualTo(true);
        assertThat(LiveConsole.at(read, "records.0.value.size")).isEqualTo(10_000_000L);
        assertThat(LiveConsole.at(read, "records.0.key.kind")).isEqualTo("null");
        HttpResponse<byte[]> raw = console.get((String) LiveConsole.at(read, "records.0.value.raw"));
        assertThat(raw.body()).isEqualTo(value);
        assertThat(raw.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("attachment"));
    }

    @Test
    void bytesAreToldForWhatTheyAre() throws Exception {
        // given
        console.produce(
                new ProducerRecord<>("raw", new byte[] {(byte) 0xff, 0}, new byte[] {0, 0, 0, 0, 42, 9, (byte) 0x80}));

        // when
        Object read = console.json("/api/v1/topics/raw/records");

        // then
        assertThat(LiveConsole.at(read, "records.0.key.kind")).isEqualTo("binary");
        assertThat(LiveConsole.at(read, "records.0.key.base64")).isEqualTo("/wA=");
        assertThat(LiveConsole.at(read, "records.0.value.kind")).isEqualTo("avro");
        assertThat(LiveConsole.at(read, "records.0.value.avro.framing")).isEqualTo("confluent");
        assertThat(LiveConsole.at(read, "records.0.value.avro.schemaId")).isEqualTo(42L);
    }

    @Test
    void aRecordIsProduced() throws Exception {
        // when
        HttpResponse<byte[]> written = console.send("POST", "/api/v1/topics/made/records", """
            {"partition": 1, "key": {"format": "hex", "data": "6b 31"}, "value": {"format": "json", "data": "{\\"a\\":1}"},
             "headers": [{"name": "h", "value": {"format": "null"}}]}\
            """);

        // then
        assertThat(written.statusCode()).isEqualTo(201);
        Object read = console.json("/api/v1/topics/made/records?partitions=1");
        assertThat(LiveConsole.at(read, "records.0.key.text")).isEqualTo("k1");
        assertThat(LiveConsole.at(read, "records.0.value.kind")).isEqualTo("json");
        assertThat(LiveConsole.at(read, "records.0.headers.0.value.kind")).isEqualTo("null");
    }

    @Test
    void whatCannotBeProducedIsRefusedAndCreatesNoTopic() throws Exception {
        String text = "{\"value\": {\"format\": \"text\", \"data\": \"x\"}}";
        assertThat(console.send("POST", "/api/v1/topics/unknown/records", text).statusCode())
                .isEqualTo(404);
        try (Admin admin = console.admin()) {
            assertThat(admin.listTopics().names().get()).doesNotContain("unknown");
        }
        for (String wrong : List.of(
                "{}",
                "{\"value\": {\"format\": \"json\", \"data\": \"{\"}}",
                "{\"value\": {\"format\": \"hex\", \"data\": \"xyz\"}}",
                "{\"partition\": 7, \"value\": {\"format\": \"null\"}}")) {
            assertThat(console.send("POST", "/api/v1/topics/made/records", wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void aLiveTailGivesWhatComesFromNowOnAndIsLookedFor() throws Exception {
        // given
        URI live = URI.create("http://127.0.0.1:" + console.port() + "/api/v1/topics/live/records/live?key=mine");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> events =
                    http.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("event: ready");

                // when
                console.produce(new ProducerRecord<>("live", utf8("other"), utf8("1")));
                console.produce(new ProducerRecord<>("live", utf8("mine"), utf8("2")));

                // then
                String line = lines.readLine();
                while (!line.startsWith("id: ")) {
                    line = lines.readLine();
                }
                assertThat(line).isEqualTo("id: 0-1");
            }
            http.shutdownNow();
        }
    }

    private List<String> allKeys(String path) throws Exception {
        List<String> keys = new ArrayList<>();
        Object page = console.json(path);
        keys.addAll(keys(page));
        while (LiveConsole.at(page, "next") instanceof String next && !next.equals("(nothing)")) {
            page = console.json(path + "&next=" + encoded(next));
            keys.addAll(keys(page));
        }
        return keys;
    }

    private static List<String> keys(Object page) {
        return ((List<?>) LiveConsole.at(page, "records"))
                .stream()
                        .map(record -> (String) LiveConsole.at(record, "key.text"))
                        .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
