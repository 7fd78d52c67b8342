package io.weir.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.broker.observation.ClientReadings;
import io.weir.broker.observation.ClientReadings.Client;
import io.weir.broker.observation.ClientReadings.Reading;
import io.weir.broker.observation.ClientReadings.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClientFamiliesTest {

    private static final String ID = "AAAAAAAAAAcAAAAAAAAADg";
    private static final String OWN = "client_id=\"c\",client_instance_id=\"" + ID + "\"";

    @Test
    void namesAreMadeReadable() {
        assertThat(ClientNames.metric("org.apache.kafka.producer.record.send.total"))
                .isEqualTo("weir_client_producer_record_send");
        assertThat(ClientNames.metric("librdkafka.é{}\n")).isEqualTo("weir_client_librdkafka_____");
        assertThat(ClientNames.metric("total")).isEqualTo("weir_client");
        assertThat(ClientNames.label("__name__")).isEqualTo("name__");
        assertThat(ClientNames.label("0")).isEqualTo("_0");
        assertThat(ClientNames.label("é")).isEqualTo("_");
    }

    @Test
    void countersEndInTotalAndGaugesDoNot() {
        // when
        String page = page(Map.of(
                new Series("sent.total", true, Map.of("topic", "t")), 5.0,
                new Series("open.total", false, Map.of("node_id", "1")), 2.5));

        // then
        assertThat(page)
                .contains("weir_client_sent_total{" + OWN + ",topic=\"t\"} 5.0")
                .contains("weir_client_open{" + OWN + ",node_id=\"1\"} 2.5");
    }

    @Test
    void whatPrometheusCannotTellApartIsToldOnce() {
        // when
        String page = page(Map.of(
                new Series("a.b", false, Map.of("k.1", "v")), 1.0,
                new Series("a_b", false, Map.of("k_1", "v")), 1.0,
                new Series("a-b", false, Map.of("k-1", "v", "empty", "")), 1.0));

        // then
        assertThat(page.lines().filter(line -> line.startsWith("weir_client_a_b{")))
                .containsExactly("weir_client_a_b{" + OWN + ",k_1=\"v\"} 1.0");
    }

    @Test
    void oneNameIsNotBothCounterAndGauge() {
        // when
        String page = page(Map.of(
                new Series("x", false, Map.of()), 1.0,
                new Series("x.total", true, Map.of()), 2.0));

        // then
        assertThat(page)
                .contains("weir_client_x_total{" + OWN + "} 2.0")
                .contains("weir_client_x_gauge{" + OWN + "} 1.0");
    }

    /** Prometheus' own classes refuse a page on which one name is both. */
    @Test
    void nameThatAGaugeIsGivenIsNotACountersEither() {
        // when
        String page = page(Map.of(
                new Series("x", false, Map.of("of", "one")), 1.0,
                new Series("x.total", true, Map.of()), 2.0,
                new Series("x.gauge.total", true, Map.of()), 3.0));

        // then
        assertThat(page).contains("weir_client_x_gauge_total{" + OWN + "} 3.0").contains("weir_client_x_gauge_gauge{");
    }

    @Test
    void nobodyCanPassForAnother() {
        // when
        String page = page(Map.of(
                new Series(
                        "x\"} 1\nweir_controller_active 5 #",
                        false,
                        Map.of("client_id", "other", "__name__", "weir_x", "v", "\"} 1\nweir_fake 1")),
                1.0));

        // then
        assertThat(page)
                .contains(OWN + ",name__=\"weir_x\",v=\"\\\"} 1\\nweir_fake 1\"} 1.0")
                .doesNotContain("\nweir_fake")
                .doesNotContain("\nweir_controller_active");
    }

    private static String page(Map<Series, Double> values) {
        Client client = new Client("c", ID, "java", "1", "127.0.0.1");
        List<Family> families =
                ClientFamilies.of(new ClientReadings(1, List.of(new Reading(client, values, 0))), new CutOff());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenMetricsTextFormatWriter.create()
                    .write(
                            out,
                            new MetricSnapshots(
                                    families.stream().map(Family::snapshot).toList()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
