package io.weir.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;

/** What one run of a load on one broker gave. */
public record Measurement(Map<Metric, Double> values) {

    public Measurement {
        values = Map.copyOf(values);
    }

    public static Measurement of(Metric metric, double value) {
        return new Measurement(Map.of(metric, value));
    }

    /** With one more figure. */
    public Measurement with(Metric metric, double value) {
        return with(of(metric, value));
    }

    /** With the figures of another. */
    public Measurement with(Measurement more) {
        Map<Metric, Double> all = new EnumMap<>(Metric.class);
        all.putAll(values);
        all.putAll(more.values);
        return new Measurement(all);
    }
}
