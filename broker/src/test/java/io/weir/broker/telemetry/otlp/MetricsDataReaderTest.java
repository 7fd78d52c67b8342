package io.weir.broker.telemetry.otlp;

import static io.weir.broker.telemetry.Otlp.bytes;
import static io.weir.broker.telemetry.Otlp.data;
import static io.weir.broker.telemetry.Otlp.delta;
import static io.weir.broker.telemetry.Otlp.gauge;
import static io.weir.broker.telemetry.Otlp.gauges;
import static io.weir.broker.telemetry.Otlp.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.broker.telemetry.otlp.MetricPoint.Kind;
import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.AnyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.KeyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Histogram;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Metric;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.MetricsData;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.junit.jupiter.api.Test;

final class MetricsDataReaderTest {

    private static final int MANY = 1_000;

    @Test
    void readsGaugesAndSumsWithWhatIsSaidOfThem() {
        // given
        MetricsData data = data(
                Map.of("group_id", "billing"),
                gauge("fetch.latency.avg", 1.5, Map.of("topic", "orders")),
                delta("record.send.total", 7, true),
                delta("balance", -3, false),
                total("bytes.total", 1L << 40));

        // when
        MetricPoints read = MetricsDataReader.read(bytes(data), MANY);

        // then
        Map<String, String> client = Map.of("group_id", "billing");
        assertThat(read.points())
                .containsExactly(
                        new MetricPoint(
                                "fetch.latency.avg",
                                Kind.GAUGE,
                                false,
                                Map.of("group_id", "billing", "topic", "orders"),
                                1.5),
                        new MetricPoint("record.send.total", Kind.COUNTER, true, client, 7),
                        new MetricPoint("balance", Kind.GAUGE, true, client, -3),
                        new MetricPoint("bytes.total", Kind.COUNTER, false, client, 1L << 40));
        assertThat(read.leftOut()).isZero();
    }

    @Test
    void attributesAreTextNumbersAndFlags() {
        // given
        Metric metric = gauge("g", 1, Map.of()).toBuilder()
                .setGauge(gauge("g", 1, Map.of()).getGauge().toBuilder()
                        .setDataPoints(
                                0,
                                NumberDataPoint.newBuilder()
                                        .setAsDouble(1)
                                        .addAttributes(attribute(
                                                "number", AnyValue.newBuilder().setIntValue(-4)))
                                        .addAttributes(attribute(
                                                "flag", AnyValue.newBuilder().setBoolValue(true)))
                                        .addAttributes(attribute(
                                                "part", AnyValue.newBuilder().setDoubleValue(0.5)))
                                        .addAttributes(attribute("nothing", AnyValue.newBuilder()))))
                .build();

        // when
        MetricPoints read = MetricsDataReader.read(bytes(data(Map.of(), metric)), MANY);

        // then
        assertThat(read.points().getFirst().attributes())
                .isEqualTo(Map.of("number", "-4", "flag", "true", "part", "0.5"));
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() {
        // given
        Metric histogram = Metric.newBuilder()
                .setName("h")
                .setHistogram(Histogram.newBuilder())
                .build();

        // then
        MetricPoints few = MetricsDataReader.read(bytes(data(Map.of(), gauges(5))), 3);
        assertThat(few.points()).hasSize(3);
        assertThat(few.leftOut()).isEqualTo(2);
        assertThat(MetricsDataReader.read(bytes(data(Map.of(), histogram)), MANY))
                .isEqualTo(new MetricPoints(List.of(), 1));
        assertThat(MetricsDataReader.read(
                        bytes(data(Map.of(), gauge("n".repeat(MetricsDataReader.MAX_NAME_LENGTH + 1), 1, Map.of()))),
                        MANY))
                .isEqualTo(new MetricPoints(List.of(), 1));
    }

    @Test
    void attributesAreBounded() {
        // given
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("a" + i, "x".repeat(1_000));
        }

        // when
        MetricPoint point = MetricsDataReader.read(bytes(data(many, gauge("g", 1, Map.of()))), MANY)
                .points()
                .getFirst();

        // then
        assertThat(point.attributes()).hasSize(Attributes.MOST);
        assertThat(point.attributes().values()).allMatch(value -> value.length() == Attributes.MAX_VALUE_LENGTH);
    }

    @Test
    void aPointWithoutValueIsNone() {
        // given
        Metric stale = Metric.newBuilder(gauge("g", 1, Map.of()))
                .setGauge(gauge("g", 1, Map.of()).getGauge().toBuilder()
                        .setDataPoints(
                                0, NumberDataPoint.newBuilder().setAsDouble(1).setFlags(1)))
                .build();

        // then
        assertThat(MetricsDataReader.read(bytes(data(Map.of(), stale)), MANY).points())
                .isEmpty();
        assertThat(MetricsDataReader.read(ByteBuffer.allocate(0), MANY).points())
                .isEmpty();
    }

    /** Cut off between two fields of the outermost message it is whole again; everywhere else it must be refused. */
    @Test
    void whatIsCutOffIsRefused() {
        byte[] whole =
                data(Map.of("k", "v"), gauge("g", 1, Map.of("topic", "t"))).toByteArray();
        for (int length = 1; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            assertThatThrownBy(() -> MetricsDataReader.read(cut, MANY))
                    .as("the first %d bytes", length)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void noBytesDoHarm() {
        Random random = new Random(714);
        byte[] whole = data(Map.of("k", "v"), gauge("g", 1, Map.of("topic", "t")), delta("d", 4, true))
                .toByteArray();
        for (int round = 0; round < 20_000; round++) {
            byte[] spoilt = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(MetricsDataReader.read(ByteBuffer.wrap(spoilt), MANY).points())
                        .hasSizeLessThan(whole.length);
            } catch (MalformedMessageException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void lengthsAndNumbersThatCannotBeAreNamed() {
        assertRefused("field 1 claims 5 bytes where 1 are left", 0x0a, 5, 1);
        assertRefused(
                "field 1 claims 18446744073709551615 bytes", 0x0a, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
        assertRefused("more than 10 bytes", 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
        assertRefused("no protobuf field 0", 0x02);
        assertRefused("wire type 3 of field 2", 0x13, 0);
        assertRefused("expected 2", 0x08, 1);
    }

    private static void assertRefused(String why, int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int next : bytes) {
            buffer.put((byte) next);
        }
        assertThatThrownBy(() -> MetricsDataReader.read(buffer.flip(), MANY))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(why);
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
