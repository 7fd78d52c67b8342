package io.weir.cli.stats;

import java.util.Arrays;

/** Collects durations in nanoseconds, from several threads, and gives their exact percentiles. */
public final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    /** Percentiles in nanoseconds. */
    public record Summary(long p50, long p95, long p99, long max) {}

    public synchronized void record(long durationNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = durationNanos;
    }

    public synchronized int count() {
        return count;
    }

    /** The smallest duration that so many percent of all do not exceed; 0 when nothing was measured. */
    public long percentile(double percent) {
        return rank(sorted(), percent);
    }

    /** All zero when nothing was measured. */
    public Summary summary() {
        long[] sorted = sorted();
        return new Summary(rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), rank(sorted, 100));
    }

    private synchronized long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static long rank(long[] sorted, double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(sorted.length * percent / 100);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }
}
