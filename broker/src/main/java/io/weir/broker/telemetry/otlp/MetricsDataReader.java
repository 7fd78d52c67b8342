package io.weir.broker.telemetry.otlp;

import io.weir.broker.telemetry.otlp.MetricPoint.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads OpenTelemetry's MetricsData: gauges and sums, which is what clients push (KIP-714), with their attributes. What
 * it does not know is skipped. The numbers are those of opentelemetry-proto's metrics.proto, common.proto and
 * resource.proto.
 */
public final class MetricsDataReader {

    /** Characters of a metric's name; what has a longer one is left out. */
    static final int MAX_NAME_LENGTH = 200;

    /** In MetricsData. */
    private static final int RESOURCE_METRICS = 1;

    private static final class ResourceMetrics {
        private static final int RESOURCE = 1;
        private static final int SCOPE_METRICS = 2;
    }

    /** In Resource. */
    private static final int RESOURCE_ATTRIBUTES = 1;

    /** In ScopeMetrics. */
    private static final int METRICS = 2;

    private static final class Metric {
        private static final int NAME = 1;
        private static final int GAUGE = 5;
        private static final int SUM = 7;
        private static final int HISTOGRAM = 9;
        private static final int EXPONENTIAL_HISTOGRAM = 10;
        private static final int SUMMARY = 11;
    }

    private static final class Sum {
        private static final int AGGREGATION_TEMPORALITY = 2;
        private static final int IS_MONOTONIC = 3;
        private static final int DELTA = 1;
    }

    /** In Gauge and Sum. */
    private static final int DATA_POINTS = 1;

    private static final class Point {
        private static final int AS_DOUBLE = 4;
        private static final int AS_INT = 6;
        private static final int ATTRIBUTES = 7;
        private static final int FLAGS = 8;
        private static final int NO_RECORDED_VALUE = 1;
    }

    /** What the points of a metric have in common. */
    private record Series(String name, Kind kind, boolean isDelta, Map<String, String> resource) {}

    private final int most;
    private final List<MetricPoint> points = new ArrayList<>();
    private int leftOut;

    private MetricsDataReader(int most) {
        this.most = most;
    }

    /**
     * The values in these bytes, at most so many; the buffer is not moved.
     *
     * @throws io.weir.protocol.types.MalformedMessageException when it is no protobuf, or not of this type
     */
    public static MetricPoints read(ByteBuffer metricsData, int most) {
        MetricsDataReader reader = new MetricsDataReader(most);
        ProtoReader in = new ProtoReader(metricsData);
        while (in.next()) {
            if (in.field() == RESOURCE_METRICS) {
                reader.resourceMetrics(in.message());
            } else {
                in.skip();
            }
        }
        return new MetricPoints(List.copyOf(reader.points), reader.leftOut);
    }

    private void resourceMetrics(ProtoReader in) {
        Map<String, String> resource = resource(in.again());
        while (in.next()) {
            if (in.field() == ResourceMetrics.SCOPE_METRICS) {
                scopeMetrics(in.message(), resource);
            } else {
                in.skip();
            }
        }
    }

    private static Map<String, String> resource(ProtoReader resourceMetrics) {
        Attributes attributes = Attributes.none();
        while (resourceMetrics.next()) {
            if (resourceMetrics.field() == ResourceMetrics.RESOURCE) {
                attributes(resourceMetrics.message(), RESOURCE_ATTRIBUTES, attributes);
            } else {
                resourceMetrics.skip();
            }
        }
        return attributes.all();
    }

    private static void attributes(ProtoReader in, int field, Attributes into) {
        while (in.next()) {
            if (in.field() == field) {
                into.read(in.message());
            } else {
                in.skip();
            }
        }
    }

    private void scopeMetrics(ProtoReader in, Map<String, String> resource) {
        while (in.next()) {
            if (in.field() == METRICS) {
                metric(in.message(), resource);
            } else {
                in.skip();
            }
        }
    }

    private void metric(ProtoReader in, Map<String, String> resource) {
        String name = name(in.again());
        while (in.next()) {
            switch (in.field()) {
                case Metric.GAUGE -> points(in.message(), new Series(name, Kind.GAUGE, false, resource));
                case Metric.SUM -> {
                    ProtoReader sum = in.message();
                    points(sum, sum(sum.again(), name, resource));
                }
                case Metric.HISTOGRAM, Metric.EXPONENTIAL_HISTOGRAM, Metric.SUMMARY -> {
                    leftOut++;
                    in.skip();
                }
                default -> in.skip();
            }
        }
    }

    private static String name(ProtoReader metric) {
        String name = "";
        while (metric.next()) {
            if (metric.field() == Metric.NAME) {
                name = metric.text();
            } else {
                metric.skip();
            }
        }
        return name;
    }

    private static Series sum(ProtoReader in, String name, Map<String, String> resource) {
        boolean isDelta = false;
        boolean isMonotonic = false;
        while (in.next()) {
            switch (in.field()) {
                case Sum.AGGREGATION_TEMPORALITY -> isDelta = in.number() == Sum.DELTA;
                case Sum.IS_MONOTONIC -> isMonotonic = in.flag();
                default -> in.skip();
            }
        }
        return new Series(name, isMonotonic ? Kind.COUNTER : Kind.GAUGE, isDelta, resource);
    }

    private void points(ProtoReader in, Series series) {
        while (in.next()) {
            if (in.field() != DATA_POINTS) {
                in.skip();
            } else if (series.name.isEmpty() || series.name.length() > MAX_NAME_LENGTH || points.size() >= most) {
                leftOut++;
                in.skip();
            } else {
                point(in.message(), series);
            }
        }
    }

    private void point(ProtoReader in, Series series) {
        Attributes attributes = Attributes.on(series.resource);
        double value = Double.NaN;
        boolean hasValue = false;
        while (in.next()) {
            switch (in.field()) {
                case Point.AS_DOUBLE -> {
                    value = Double.longBitsToDouble(in.fixed64());
                    hasValue = true;
                }
                case Point.AS_INT -> {
                    value = in.fixed64();
                    hasValue = true;
                }
                case Point.ATTRIBUTES -> attributes.read(in.message());
                case Point.FLAGS -> {
                    if ((in.number() & Point.NO_RECORDED_VALUE) != 0) {
                        return;
                    }
                }
                default -> in.skip();
            }
        }
        if (hasValue) {
            points.add(new MetricPoint(series.name, series.kind, series.isDelta, attributes.all(), value));
        }
    }
}
