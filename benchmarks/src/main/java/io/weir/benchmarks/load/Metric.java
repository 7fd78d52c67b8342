package io.weir.benchmarks.load;

/** What is measured, in which unit, and which way is better. */
public enum Metric {
    CPU_PER_RECORD("broker CPU per record", "us", false),
    RECORDS_PER_SECOND("records a second", "1/s", true),
    MB_PER_SECOND("values a second", "MB/s", true),
    PEAK_MEMORY("peak resident memory", "MB", false),
    LATENCY_P50("latency p50", "ms", false),
    LATENCY_P99("latency p99", "ms", false),
    LATENCY_P999("latency p99.9", "ms", false),
    START("start to first answer", "ms", false),
    IDLE_MEMORY("resident memory when idle", "MB", false),
    IDLE_CPU("CPU when idle", "ms/s", false),
    CREATE("create", "s", false),
    RESTART("restart", "s", false),
    CRASH_RESTART("restart after kill -9", "s", false),
    MEMORY("resident memory", "MB", false),
    CONNECTION_MEMORY("memory a connection", "KiB", false),
    BACKFILL_MB_PER_SECOND("backfill", "MB/s", true),
    FAILOVER("longest time without an ack, leader killed", "ms", false),
    FAILOVER_WITH_CONTROLLER("longest time without an ack, leader and controller killed", "ms", false);

    private final String label;
    private final String unit;
    private final boolean isHigherBetter;

    Metric(String label, String unit, boolean isHigherBetter) {
        this.label = label;
        this.unit = unit;
        this.isHigherBetter = isHigherBetter;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    public boolean isHigherBetter() {
        return isHigherBetter;
    }
}
