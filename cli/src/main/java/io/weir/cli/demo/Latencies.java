package io.weir.cli.demo;

import java.util.Arrays;

/** Collects durations from several threads and gives their exact percentiles. */
final class Latencies {

    /** Percentiles in nanoseconds; all zero when nothing was measured. */
    record Summary(long p50, long p95, long p99, long max) {}

    private long[] nanos = new long[1024];
    private int count;

    synchronized void record(long durationNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = durationNanos;
    }

    synchronized Summary summary() {
        if (count == 0) {
            return new Summary(0, 0, 0, 0);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Summary(rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), sorted[count - 1]);
    }

    /** The smallest value that at least this percentage of all values does not exceed. */
    private static long rank(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length * (long) percent + 99) / 100) - 1];
    }
}
