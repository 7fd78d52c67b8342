package io.weir.benchmarks.result;

import io.weir.benchmarks.load.Metric;
import java.util.List;
import java.util.OptionalDouble;

/** What Weir sets out to reach, by row. */
public final class Targets {

    /** All of them. */
    public static final List<Target> ALL = List.of(
            ratio("produce-1", Metric.CPU_PER_RECORD, 0.6),
            ratio("produce-8", Metric.CPU_PER_RECORD, 0.6),
            ratio("produce-1-lz4", Metric.CPU_PER_RECORD, 0.4),
            ratio("produce-8-lz4", Metric.CPU_PER_RECORD, 0.4),
            ratio("produce-1-zstd", Metric.CPU_PER_RECORD, 0.4),
            ratio("produce-8-zstd", Metric.CPU_PER_RECORD, 0.4),
            ratio("produce-1", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("produce-8", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("consume-100", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("consume-1k", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("java-produce-1", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("java-produce-4", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("java-consume-100", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("java-consume-1k", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("transactions", Metric.RECORDS_PER_SECOND, 1.2),
            ratio("transactions", Metric.LATENCY_P99, 0.6),
            ratio("small-10k", Metric.CPU_PER_RECORD, 0.4),
            ratio("small-50k", Metric.CPU_PER_RECORD, 0.4),
            both("e2e-100", Metric.LATENCY_P50, 0.6, 0.3),
            ratio("e2e-100", Metric.LATENCY_P99, 0.5),
            ratio("e2e-100", Metric.LATENCY_P999, 0.5),
            both("e2e-1k", Metric.LATENCY_P50, 0.6, 0.3),
            ratio("e2e-1k", Metric.LATENCY_P99, 0.5),
            ratio("e2e-1k", Metric.LATENCY_P999, 0.5),
            ratio("consume-100", Metric.CPU_PER_RECORD, 0.8),
            ratio("consume-1k", Metric.CPU_PER_RECORD, 0.8),
            ratio("fan-out", Metric.CPU_PER_RECORD, 0.6),
            ratio("backfill", Metric.LATENCY_P99, 0.3),
            ratio("start", Metric.START, 0.15),
            ratio("start", Metric.IDLE_MEMORY, 0.3),
            ratio("start", Metric.IDLE_CPU, 0.2),
            ratio("partitions", Metric.CREATE, 0.1),
            ratio("partitions", Metric.RESTART, 0.06),
            ratio("partitions", Metric.CRASH_RESTART, 0.06),
            ratio("partitions", Metric.MEMORY, 0.4),
            ratio("cluster-100", Metric.RECORDS_PER_SECOND, 1.3),
            ratio("cluster-100", Metric.LATENCY_P99, 0.5),
            ratio("cluster-100", Metric.CPU_PER_RECORD, 0.6),
            ratio("cluster-100", Metric.IDLE_CPU, 0.2),
            ratio("cluster-100", Metric.PEAK_MEMORY, 0.3),
            ratio("cluster-1k", Metric.RECORDS_PER_SECOND, 1.3),
            ratio("cluster-1k", Metric.LATENCY_P99, 0.5),
            ratio("cluster-1k", Metric.CPU_PER_RECORD, 0.6),
            ratio("cluster-1k", Metric.IDLE_CPU, 0.2),
            ratio("cluster-1k", Metric.PEAK_MEMORY, 0.3),
            ratio("failover", Metric.FAILOVER, 0.2),
            ratio("failover", Metric.FAILOVER_WITH_CONTROLLER, 0.2),
            both("connections", Metric.CONNECTION_MEMORY, 1.0, 8));

    private Targets() {}

    private static Target ratio(String row, Metric metric, double ratio) {
        return new Target(row, metric, ratio, OptionalDouble.empty());
    }

    private static Target both(String row, Metric metric, double ratio, double absolute) {
        return new Target(row, metric, ratio, OptionalDouble.of(absolute));
    }
}
