package io.weir.console.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.weir.broker.metrics.Histogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric while it is filled: a name, and a value for every combination of labels. The unit is the last word of the name
 * (before {@code _total}) where it is one.
 */
sealed interface Family {

    MetricSnapshot snapshot();

    /** Something that only grows; the name is without {@code _total}. */
    static Counter counter(String name, String help) {
        return new Counter(metadata(name, help), new ArrayList<>());
    }

    /** Something that comes and goes. */
    static Gauge gauge(String name, String help) {
        return new Gauge(metadata(name, help), new ArrayList<>());
    }

    /** How long things took. */
    static Times times(String name, String help) {
        return new Times(metadata(name, help), new ArrayList<>());
    }

    /** Names and values of labels come in turn. */
    record Counter(MetricMetadata metadata, List<CounterDataPointSnapshot> points) implements Family {
        /** Beyond 2^53 the value is near enough. */
        Counter add(long value, String... labels) {
            return add((double) value, labels);
        }

        Counter add(double value, String... labels) {
            points.add(new CounterDataPointSnapshot(value, Labels.of(labels), null, 0));
            return this;
        }

        @Override
        public MetricSnapshot snapshot() {
            return new CounterSnapshot(metadata, points);
        }
    }

    /** Names and values of labels come in turn. */
    record Gauge(MetricMetadata metadata, List<GaugeDataPointSnapshot> points) implements Family {
        /** Beyond 2^53 the value is near enough. */
        Gauge add(long value, String... labels) {
            return add((double) value, labels);
        }

        Gauge add(double value, String... labels) {
            points.add(new GaugeDataPointSnapshot(value, Labels.of(labels), null));
            return this;
        }

        @Override
        public MetricSnapshot snapshot() {
            return new GaugeSnapshot(metadata, points);
        }
    }

    /** Names and values of labels come in turn. */
    record Times(MetricMetadata metadata, List<HistogramDataPointSnapshot> points) implements Family {
        private static final double[] BOUNDS = Histogram.boundsSeconds();

        Times add(Histogram.Counts counts, String... labels) {
            points.add(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(BOUNDS, counts.buckets()))
                    .sum(counts.sumSeconds())
                    .labels(Labels.of(labels))
                    .build());
            return this;
        }

        @Override
        public MetricSnapshot snapshot() {
            return new HistogramSnapshot(metadata, points);
        }
    }

    private static MetricMetadata metadata(String name, String help) {
        return new MetricMetadata(name, help, unit(name));
    }

    private static @Nullable Unit unit(String name) {
        if (name.endsWith("_seconds")) {
            return Unit.SECONDS;
        }
        return name.endsWith("_bytes") ? Unit.BYTES : null;
    }
}
