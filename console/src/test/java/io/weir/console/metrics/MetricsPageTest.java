package io.weir.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsPageTest {

    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

    @TempDir
    private Path folder;

    private Broker broker;
    private Admin admin;

    @BeforeEach
    void start() {
        broker = Broker.start(
                BrokerConfig.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", folder.toString())));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void tellsOfTopicsGroupsAndRequests() throws Exception {
        // given
        admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
        produce("orders", 10);
        admin.alterConsumerGroupOffsets("billing", Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(4)))
                .all()
                .get();

        // when
        String page = page("", new MetricsLimits(10, 10));

        // then
        assertThat(page)
                .contains("weir_topic_in_records_total{topic=\"orders\"} 10.0")
                .contains("weir_in_records_total ")
                .contains("weir_group_lag_records{group=\"billing\",topic=\"orders\"} 6.0")
                .contains("weir_groups{state=\"empty\",type=\"classic\"} 1.0")
                .contains("weir_requests_total{api=\"Produce\"} ")
                .contains("weir_request_phase_duration_seconds_bucket{api=\"Produce\",phase=\"wait\",le=\"+Inf\"} ")
                .contains("weir_log_flush_duration_seconds_count{kind=\"journal\"} ")
                .contains("weir_cluster_partitions_offline 0.0")
                .contains("weir_controller_active 1.0")
                .contains("weir_transactions_open{state=\"ongoing\"} 0.0")
                .contains("weir_metrics_missing{what=\"groups\"} 0.0")
                .contains("jvm_memory_used_bytes{area=\"heap\"} ");
    }

    @Test
    void answersInTheFormatThatIsAskedFor() {
        // when
        MetricsPage pages = new MetricsPage(broker.observation(), new MetricsLimits(10, 10), InstantSource.system());

        // then
        assertThat(pages.page("text/plain").contentType()).startsWith("text/plain");
        assertThat(pages.page(OPEN_METRICS).contentType()).startsWith("application/openmetrics-text");
        assertThat(text(pages.page(OPEN_METRICS))).endsWith("# EOF\n").contains("# UNIT weir_in_bytes bytes");
    }

    @Test
    void leavesOutWhatIsTooMuchAndCountsIt() throws Exception {
        // given
        admin.createTopics(IntStream.range(0, 5)
                        .mapToObj(n -> new NewTopic("topic" + n, 1, (short) 1))
                        .toList())
                .all()
                .get();
        produce("topic3", 20);
        produce("topic1", 1);

        // when
        String page = page("", new MetricsLimits(1, 10));

        // then
        assertThat(page)
                .contains("weir_topic_in_records_total{topic=\"topic3\"} 20.0")
                .doesNotContain("topic=\"topic1\"")
                .contains("weir_in_records_total 21.0")
                .contains("weir_metrics_cut_off{what=\"topics\"} 4.0");
    }

    @Test
    void aNameCannotBreakOutOfItsLabel() throws Exception {
        // given
        admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        produce("t", 1);
        admin.alterConsumerGroupOffsets(
                        "a\"} 1\nweir_fake 1 #\\", Map.of(new TopicPartition("t", 0), new OffsetAndMetadata(0)))
                .all()
                .get();

        // when
        String page = page("", new MetricsLimits(10, 10));

        // then
        assertThat(page).contains("group=\"a\\\"} 1\\nweir_fake 1 #\\\\\"").doesNotContain("\nweir_fake");
    }

    @Test
    void clientsTellOfThemselves() throws Exception {
        // given
        subscribe(Map.of("metrics", "org.apache.kafka.producer.", "interval.ms", "100"));
        admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();

        try (KafkaProducer<byte[], byte[]> producer = producer("billing")) {
            // when
            producer.send(new ProducerRecord<>("orders", new byte[10])).get();
            String id = producer.clientInstanceId(Duration.ofSeconds(30)).toString();
            String labels = "{client_id=\"billing\",client_instance_id=\"" + id + "\"}";

            // then
            String page = pageWith("weir_client_producer_record_send_total" + labels + " 1.0");
            assertThat(page)
                    .contains("weir_client_producer_record_queue_time_max" + labels)
                    .contains("# TYPE weir_client_producer_record_send_total counter")
                    .contains(
                            "weir_telemetry_client_info{address=\"127.0.0.1\",client_id=\"billing\",client_instance_id=\""
                                    + id + "\",software_name=\"apache-kafka-java\",software_version=\"")
                    .contains("weir_metrics_cut_off{what=\"client_series\"} 0.0")
                    .doesNotContain("weir_client_consumer");

            // when
            producer.send(new ProducerRecord<>("orders", new byte[10])).get();

            // then
            assertThat(pageWith("weir_client_producer_record_send_total" + labels + " 2.0"))
                    .isNotEmpty();
        }
    }

    @Test
    void clientsSayWhatTheirMetricsAreOf() throws Exception {
        // given
        subscribe(Map.of("metrics", "*", "interval.ms", "100", "match", "client_id=reader"));
        admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
        produce("orders", 3);

        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrap(),
                        "client.id",
                        "reader",
                        "group.id",
                        "billing",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("orders"));
            int read = 0;
            while (read < 3) {
                read += consumer.poll(Duration.ofSeconds(1)).count();
            }
            String id = consumer.clientInstanceId(Duration.ofSeconds(30)).toString();

            // when
            String consumed =
                    "weir_client_consumer_fetch_manager_records_consumed_total{client_id=\"reader\",client_instance_id=\""
                            + id + "\",group_id=\"billing\"";
            String page = "";
            while (!page.contains(consumed + ",group_member_id=") || !page.contains("partition=\"0\"")) {
                var _ = consumer.poll(Duration.ofMillis(50));
                page = page("", new MetricsLimits(10, 10));
            }

            // then
            assertThat(page).contains("topic=\"orders\"").doesNotContain("weir_client_producer");
        }
    }

    private void subscribe(Map<String, String> settings) throws Exception {
        ConfigResource all = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "all");
        List<AlterConfigOp> operations = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(all, operations)).all().get();
    }

    private KafkaProducer<byte[], byte[]> producer(String clientId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "client.id", clientId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private String pageWith(String part) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String page;
        do {
            page = page("", new MetricsLimits(10, 10));
            assertThat(System.nanoTime())
                    .as("waiting for %s in%n%s", part, page)
                    .isLessThan(deadline);
        } while (!page.contains(part));
        return page;
    }

    private String page(String accept, MetricsLimits limits) {
        return text(new MetricsPage(broker.observation(), limits, InstantSource.system()).page(accept));
    }

    private static String text(MetricsPage.Page page) {
        return new String(page.body(), StandardCharsets.UTF_8);
    }

    private void produce(String topic, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, new byte[10]));
            }
            producer.flush();
        }
    }
}
