package io.weir.benchmarks.stats;

import java.util.Arrays;

/**
 * Every latency of a load, in nanoseconds; percentiles are exact.
 *
 * <p>A latency is counted from when the request was due ({@link Schedule}), not from when it was sent: a broker that
 * stands still for a second must not be excused from the thousand requests that were not sent meanwhile (the
 * coordinated omission of Gil Tene). Not thread-safe.
 */
public final class Latencies {

    private static final double NS_PER_MS = 1e6;

    /** 99.9 / 100 * 1000 is a little more than 999. */
    private static final double ROUNDING = 1e-6;

    private long[] values = new long[1024];
    private int count;
    private boolean isSorted;

    /** Adds one; the clock's jitter may make it negative, which counts as 0. */
    public void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = Math.max(0, nanos);
        isSorted = false;
    }

    /** Forgets all, as after a warm-up. */
    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    /**
     * The smallest latency that at least this percentage did not exceed, in milliseconds.
     *
     * @param percentage above 0, at most 100
     * @throws IllegalStateException when there is none
     */
    public double percentileMs(double percentage) {
        if (count == 0) {
            throw new IllegalStateException("No latency was measured: nothing was answered");
        }
        if (!isSorted) {
            Arrays.sort(values, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(percentage / 100 * count - ROUNDING);
        return values[Math.max(1, rank) - 1] / NS_PER_MS;
    }
}
