package io.weir.cli.bench;

import java.util.Arrays;

/** Durations, and their exact percentiles. Safe for several threads. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    synchronized void record(long durationNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = durationNanos;
    }

    synchronized int count() {
        return count;
    }

    /** The value in milliseconds that so many percent do not exceed; 0 when nothing was measured. */
    synchronized double percentileMs(double percent) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(count * percent / 100);
        return Math.round(sorted[Math.clamp(rank - 1, 0, count - 1)] / 10_000.0) / 100.0;
    }
}
