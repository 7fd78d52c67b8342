package io.weir.benchmarks.load;

import io.weir.benchmarks.stats.Latencies;

/** Measurements made of latencies. */
public final class Figures {

    private static final double MEDIAN = 50;
    private static final double SLOW = 99;
    private static final double SLOWEST = 99.9;

    private Figures() {}

    /** The usual three percentiles. */
    public static Measurement of(Latencies latencies) {
        return Measurement.of(Metric.LATENCY_P50, latencies.percentileMs(MEDIAN))
                .with(Metric.LATENCY_P99, latencies.percentileMs(SLOW))
                .with(Metric.LATENCY_P999, latencies.percentileMs(SLOWEST));
    }
}
