package io.weir.broker.telemetry;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.AnyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.KeyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Gauge;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Metric;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.MetricsData;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Sum;
import org.apache.kafka.shaded.io.opentelemetry.proto.resource.v1.Resource;

/** Makes what clients push, by the library the official client has for it. */
public final class Otlp {

    private Otlp() {}

    /** As it is sent, uncompressed. */
    public static ByteBuffer bytes(MetricsData data) {
        return ByteBuffer.wrap(data.toByteArray());
    }

    /** Metrics of one client that says this of itself. */
    public static MetricsData data(Map<String, String> resource, Metric... metrics) {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder().addAllAttributes(attributes(resource)))
                        .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
                .build();
    }

    public static Metric gauge(String name, double value, Map<String, String> attributes) {
        return Metric.newBuilder()
                .setName(name)
                .setGauge(Gauge.newBuilder()
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setAsDouble(value)
                                .addAllAttributes(attributes(attributes))))
                .build();
    }

    /** What came since the last push. */
    public static Metric delta(String name, long value, boolean isMonotonic) {
        return sum(name, value, isMonotonic, AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    }

    /** All there is. */
    public static Metric total(String name, long value) {
        return sum(name, value, true, AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    }

    private static Metric sum(String name, long value, boolean isMonotonic, AggregationTemporality temporality) {
        return Metric.newBuilder()
                .setName(name)
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(isMonotonic)
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(value)))
                .build();
    }

    private static List<KeyValue> attributes(Map<String, String> all) {
        return all.entrySet().stream()
                .map(entry -> KeyValue.newBuilder()
                        .setKey(entry.getKey())
                        .setValue(AnyValue.newBuilder().setStringValue(entry.getValue()))
                        .build())
                .toList();
    }

    /** So many gauges with different names. */
    public static Metric[] gauges(int many) {
        return Stream.iterate(0, n -> n + 1)
                .limit(many)
                .map(n -> gauge("gauge." + n, n, Map.of()))
                .toArray(Metric[]::new);
    }
}
