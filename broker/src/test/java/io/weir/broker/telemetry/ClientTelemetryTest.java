package io.weir.broker.telemetry;

import static io.weir.broker.telemetry.Otlp.bytes;
import static io.weir.broker.telemetry.Otlp.data;
import static io.weir.broker.telemetry.Otlp.delta;
import static io.weir.broker.telemetry.Otlp.gauge;
import static io.weir.broker.telemetry.Otlp.gauges;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.network.Peer;
import io.weir.broker.observation.ClientReadings.Reading;
import io.weir.broker.telemetry.ClientTelemetry.Subscribed;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.image.ConfigsImage;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.MetricsData;
import org.junit.jupiter.api.Test;

/** In simulated time, and without sockets. */
final class ClientTelemetryTest {

    private static final int INTERVAL_MS = 10_000;
    private static final int DEFAULT_INTERVAL_MS = 300_000;
    private static final MetricsData DATA = data(Map.of(), gauge("org.apache.kafka.producer.x", 1, Map.of()));

    private final Clock clock = new Clock();
    private final Peer peer = peer(1);
    private ConfigsImage configs = ConfigsImage.EMPTY;
    private final ClientTelemetry telemetry = telemetry(Map.of());

    /** Stands still until it is moved. */
    private static final class Clock implements InstantSource {
        private long nowMs = 1_700_000_000_000L;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(nowMs);
        }

        void pass(long ms) {
            nowMs += ms;
        }
    }

    @Test
    void withoutSubscriptionNothingIsToBePushed() {
        // when
        Subscribed subscribed = ask();

        // then
        assertThat(subscribed.instanceId()).isNotEqualTo(Uuid.ZERO);
        assertThat(subscribed.terms().metrics()).isEmpty();
        assertThat(subscribed.terms().pushIntervalMs()).isEqualTo(DEFAULT_INTERVAL_MS);
        assertThat(subscribed.maxBytes()).isEqualTo(1_048_576);
        assertThat(telemetry.read().readings()).isEmpty();
    }

    @Test
    void subscriptionsThatMatchAreTakenTogether() {
        // given
        subscribe("a", Map.of("metrics", "org.apache.kafka.producer.,x", "interval.ms", "60000"));
        subscribe("b", Map.of("metrics", "x,y", "interval.ms", "20000", "match", "client_id=bill.*"));
        subscribe("c", Map.of("metrics", "z", "interval.ms", "1000", "match", "client_id=others"));

        // when
        Terms terms = ask().terms();

        // then
        assertThat(terms.metrics()).containsExactly("org.apache.kafka.producer.", "x", "y");
        assertThat(terms.pushIntervalMs()).isEqualTo(20_000);
    }

    @Test
    void clientsMayWaitForAnHour() {
        subscribe("a", Map.of("metrics", "x", "interval.ms", "3600000"));
        assertThat(ask().terms().pushIntervalMs()).isEqualTo(3_600_000);
    }

    @Test
    void anAsteriskStandsForAll() {
        subscribe("a", Map.of("metrics", "x,*"));
        subscribe("b", Map.of("metrics", "y"));
        assertThat(ask().terms().metrics()).containsExactly("*");
    }

    @Test
    void clientsAreChosenByWhatTheyAre() {
        // given
        telemetry.announced(peer, new ClientSoftware("apache-kafka-java", "4.3.1"));
        subscribe("software", Map.of("metrics", "java", "match", "client_software_name=apache.*"));
        subscribe(
                "all of these",
                Map.of(
                        "metrics",
                        "here",
                        "match",
                        "client_source_address=127\\.0\\.0\\.1,client_software_version=4.*"));
        subscribe("part of it", Map.of("metrics", "part", "match", "client_id=bill"));
        subscribe("not both", Map.of("metrics", "other", "match", "client_id=billing,client_software_version=3.*"));

        // then
        assertThat(ask().terms().metrics()).containsExactly("here", "java");
        assertThat(telemetry
                        .subscribe(Uuid.ZERO, "billing", peer(2))
                        .orElseThrow()
                        .terms()
                        .metrics())
                .as("who does not say what it is")
                .isEmpty();
    }

    @Test
    void theSubscriptionsIdSaysWhatIsAskedOfWhom() {
        // given
        subscribe("a", Map.of("metrics", "x"));
        Uuid id = Uuid.random();
        int before = askAs(id).orElseThrow().terms().subscriptionId();

        // then
        assertThat(telemetry(Map.of())
                        .subscribe(id, "billing", peer)
                        .orElseThrow()
                        .terms()
                        .subscriptionId())
                .as("on every broker")
                .isEqualTo(before);
        assertThat(ask().terms().subscriptionId()).as("of every client").isNotEqualTo(before);
        subscribe("a", Map.of("interval.ms", "5000"));
        assertThat(askAs(id).orElseThrow().terms().subscriptionId())
                .as("of other terms")
                .isNotEqualTo(before);
    }

    @Test
    void whatIsPushedIsKept() {
        // given
        Subscribed client = subscribed();

        // when
        ErrorCode error = push(client, DATA);

        // then
        assertThat(error).isEqualTo(ErrorCode.NONE);
        Reading reading = onlyReading();
        assertThat(reading.client().id()).isEqualTo("billing");
        assertThat(reading.client().instanceId()).isEqualTo(client.instanceId().toString());
        assertThat(values(reading)).isEqualTo(Map.of("org.apache.kafka.producer.x", 1.0));
        assertThat(telemetry.read().known()).isEqualTo(1);
    }

    @Test
    void allCodecsAreUnderstood() {
        for (CompressionType type : CompressionType.values()) {
            Subscribed client = subscribed();
            assertThat(push(client, false, type.id(), compressed(type, DATA.toByteArray())))
                    .as(type.configName())
                    .isEqualTo(ErrorCode.NONE);
        }
        assertThat(telemetry.read().readings())
                .hasSize(5)
                .allMatch(reading -> reading.values().size() == 1);
    }

    @Test
    void onlyOnceInAnInterval() {
        // given
        Subscribed client = subscribed();

        // then
        assertThat(askAs(client.instanceId())).as("asked just now").isEmpty();
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);
        clock.pass(INTERVAL_MS - 1);
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.THROTTLING_QUOTA_EXCEEDED);
        assertThat(askAs(client.instanceId())).as("pushed just now").isEmpty();
        clock.pass(1);
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);
        clock.pass(INTERVAL_MS);
        assertThat(askAs(client.instanceId())).isPresent();
        assertThat(push(client, DATA)).as("right after it asked").isEqualTo(ErrorCode.NONE);
    }

    @Test
    void otherTermsAreToldAtOnce() {
        // given
        Subscribed client = subscribed();
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);
        subscribe("all", Map.of("metrics", "other", "interval.ms", Integer.toString(INTERVAL_MS)));

        // when
        ErrorCode error = push(client, DATA);

        // then
        assertThat(error).isEqualTo(ErrorCode.UNKNOWN_SUBSCRIPTION_ID);
        Subscribed again = askAs(client.instanceId()).orElseThrow();
        assertThat(again.terms().metrics()).containsExactly("other");
        assertThat(askAs(client.instanceId())).as("once").isEmpty();
    }

    @Test
    void aSubscriptionOfOthersChangesNothing() {
        // given
        Subscribed client = subscribed();
        subscribe("others", Map.of("metrics", "z", "match", "client_id=others"));

        // then
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void whatCannotBeTakenIsRefusedAsKafkaDoes() {
        Subscribed client = subscribed();
        ByteBuffer bytes = bytes(DATA);
        assertThat(push(new Push(Uuid.ZERO, 0, false, 0, bytes))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(push(new Push(Uuid.ONE, 0, false, 0, bytes))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(push(client, false, 5, bytes)).isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(askAs(client.instanceId())).as("to choose another codec").isPresent();
        clock.pass(INTERVAL_MS);
        assertThat(push(client, false, -1, bytes)).isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE);
        clock.pass(INTERVAL_MS);
        assertThat(push(client, false, 0, ByteBuffer.allocate(1_048_577))).isEqualTo(ErrorCode.TELEMETRY_TOO_LARGE);
        clock.pass(INTERVAL_MS);
        assertThat(push(client, false, 0, ByteBuffer.wrap(new byte[] {0x0a, 5})))
                .isEqualTo(ErrorCode.INVALID_RECORD);
        clock.pass(INTERVAL_MS);
        assertThat(push(client, false, CompressionType.ZSTD.id(), bytes)).isEqualTo(ErrorCode.INVALID_RECORD);
        assertThat(telemetry.read().readings()).isEmpty();
    }

    @Test
    void aBombIsNotBlownUp() {
        for (CompressionType type :
                List.of(CompressionType.GZIP, CompressionType.SNAPPY, CompressionType.LZ4, CompressionType.ZSTD)) {
            // given
            Subscribed client = subscribed();
            ByteBuffer bomb = compressed(type, new byte[16 << 20]);
            assertThat(bomb.remaining()).isLessThan(1_048_576);

            // then
            assertThat(push(client, false, type.id(), bomb))
                    .as(type.configName())
                    .isEqualTo(ErrorCode.INVALID_RECORD);
        }
    }

    @Test
    void nothingMayComeAfterTheLastPush() {
        // given
        Subscribed client = subscribed();
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);

        // when
        ErrorCode last = push(client, true, 0, bytes(data(Map.of(), gauge("last", 2, Map.of()))));

        // then
        assertThat(last).as("does not wait for the interval").isEqualTo(ErrorCode.NONE);
        assertThat(push(client, true, 0, bytes(DATA))).isEqualTo(ErrorCode.INVALID_REQUEST);
        telemetry.disconnected(peer);
        assertThat(values(onlyReading())).as("somebody has yet to read it").isEqualTo(Map.of("last", 2.0));
    }

    @Test
    void countersAddUpWhatCameSince() {
        // given
        Subscribed client = subscribed();
        assertThat(push(client, data(Map.of(), delta("sent", 5, true), delta("open", 2, false))))
                .isEqualTo(ErrorCode.NONE);

        // when
        clock.pass(INTERVAL_MS);
        assertThat(push(client, data(Map.of(), delta("sent", 3, true), delta("open", -1, false))))
                .isEqualTo(ErrorCode.NONE);

        // then
        assertThat(values(onlyReading())).isEqualTo(Map.of("sent", 8.0, "open", 1.0));

        // when
        clock.pass(INTERVAL_MS);
        assertThat(push(client, data(Map.of(), delta("sent", -4, true)))).isEqualTo(ErrorCode.NONE);

        // then
        assertThat(values(onlyReading())).as("and never fall").isEqualTo(Map.of("sent", 8.0));
    }

    @Test
    void whatIsOldIsForgotten() {
        // given
        Subscribed client = subscribed();
        assertThat(push(client, DATA)).isEqualTo(ErrorCode.NONE);

        // when
        clock.pass(59_999);
        assertThat(telemetry.read().readings()).hasSize(1);
        assertThat(telemetry.read().known()).isEqualTo(1);
        clock.pass(1);

        // then
        assertThat(telemetry.read().readings()).isEmpty();
        assertThat(telemetry.read().known()).isZero();
    }

    @Test
    void aClientIsForgottenWithItsConnection() {
        // given
        Subscribed client = subscribed();

        // when
        telemetry.disconnected(peer);

        // then
        assertThat(telemetry.read().known()).isZero();
        assertThat(push(client, DATA)).as("its subscription holds").isEqualTo(ErrorCode.NONE);
    }

    @Test
    void clientsAreBounded() {
        // given
        Subscribed first = ask();

        // when
        for (int i = 0; i < ClientInstances.MOST; i++) {
            assertThat(telemetry.subscribe(Uuid.ZERO, "many", peer(i + 2))).isPresent();
        }

        // then
        assertThat(telemetry.read().known()).isEqualTo(ClientInstances.MOST);
        assertThat(askAs(first.instanceId())).as("the first is forgotten").isPresent();
    }

    @Test
    void valuesAreBoundedInAllAndForEach() {
        // given
        ClientTelemetry small = telemetry(Map.of("weir.metrics.client.series.max", "10"));
        subscribe("all", Map.of("metrics", "*"));

        // when
        for (int i = 0; i < 7; i++) {
            Peer one = peer(i);
            Subscribed client = small.subscribe(Uuid.ZERO, "c", one).orElseThrow();
            Push push = new Push(
                    client.instanceId(), client.terms().subscriptionId(), false, 0, bytes(data(Map.of(), gauges(3))));
            assertThat(small.push(push, "c", one)).isEqualTo(ErrorCode.NONE);
        }

        // then
        List<Reading> readings = small.read().readings();
        assertThat(readings).extracting(reading -> reading.values().size()).containsExactly(2, 2, 2, 2, 2, 0, 0);
        assertThat(readings).extracting(Reading::leftOut).containsExactly(1, 1, 1, 1, 1, 3, 3);

        // when: their time is over
        clock.pass(3L * DEFAULT_INTERVAL_MS);

        // then: there is room again
        Subscribed client = small.subscribe(Uuid.ZERO, "c", peer).orElseThrow();
        Push push = new Push(
                client.instanceId(), client.terms().subscriptionId(), false, 0, bytes(data(Map.of(), gauges(3))));
        assertThat(small.push(push, "c", peer)).isEqualTo(ErrorCode.NONE);
        assertThat(small.read().readings().getFirst().values()).hasSize(2);
    }

    private ClientTelemetry telemetry(Map<String, String> settings) {
        return new ClientTelemetry(() -> configs, new ConfigValues(BrokerLayers.ofStatic(settings)), clock);
    }

    private void subscribe(String name, Map<String, String> settings) {
        configs = new ConfigsImage(configs.byResource().plus(ConfigResource.clientMetrics(name), settings));
    }

    private Subscribed subscribed() {
        subscribe("all", Map.of("metrics", "*", "interval.ms", Integer.toString(INTERVAL_MS)));
        return ask();
    }

    private Subscribed ask() {
        return askAs(Uuid.ZERO).orElseThrow();
    }

    private Optional<Subscribed> askAs(Uuid id) {
        return telemetry.subscribe(id, "billing", peer);
    }

    private ErrorCode push(Subscribed client, MetricsData data) {
        return push(client, false, CompressionType.NONE.id(), bytes(data));
    }

    private ErrorCode push(Subscribed client, boolean isLast, int codec, ByteBuffer bytes) {
        return push(new Push(client.instanceId(), client.terms().subscriptionId(), isLast, codec, bytes));
    }

    private ErrorCode push(Push push) {
        return telemetry.push(push, "billing", peer);
    }

    private Reading onlyReading() {
        List<Reading> readings = telemetry.read().readings();
        assertThat(readings).hasSize(1);
        return readings.getFirst();
    }

    private static Map<String, Double> values(Reading reading) {
        Map<String, Double> values = new HashMap<>();
        reading.values().forEach((series, value) -> values.put(series.name(), value));
        return values;
    }

    private static ByteBuffer compressed(CompressionType type, byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.of(type).compressInto(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static Peer peer(long id) {
        return new Peer(id, InetAddress.getLoopbackAddress(), 1000, "PLAINTEXT");
    }
}
