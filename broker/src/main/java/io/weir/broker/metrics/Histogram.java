package io.weir.broker.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long things took, by buckets with fixed bounds. Safe for use by any thread; counting allocates nothing. */
public final class Histogram {

    /** The upper bounds of all buckets but the last, which has none; in nanoseconds, rising. */
    private static final long[] BOUNDS_NANOS = {
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L,
        30_000_000_000L
    };

    private static final double NANOS_A_SECOND = 1e9;

    private final LongAdder[] buckets =
            Stream.generate(LongAdder::new).limit(BOUNDS_NANOS.length + 1L).toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    /** Counts one thing that took so long; less than nothing counts as nothing. */
    public void took(long nanos) {
        buckets[bucketOf(nanos)].increment();
        sumNanos.add(Math.max(0, nanos));
    }

    /** What was counted, bucket by bucket; what is counted meanwhile may be in it or not. */
    public Counts counts() {
        return new Counts(Arrays.stream(buckets).mapToLong(LongAdder::sum).toArray(), sumNanos.sum() / NANOS_A_SECOND);
    }

    /** The upper bounds of all buckets in seconds, the last infinite. */
    public static double[] boundsSeconds() {
        double[] bounds = new double[BOUNDS_NANOS.length + 1];
        for (int i = 0; i < BOUNDS_NANOS.length; i++) {
            bounds[i] = BOUNDS_NANOS[i] / NANOS_A_SECOND;
        }
        bounds[BOUNDS_NANOS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /** A bound belongs to the bucket below it, as Prometheus has it. */
    private static int bucketOf(long nanos) {
        int low = 0;
        int high = BOUNDS_NANOS.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos <= BOUNDS_NANOS[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * What a histogram has counted so far.
     *
     * @param buckets each for itself, not summed up
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and a list of boxes would be larger.
    public record Counts(long[] buckets, double sumSeconds) {

        /** How many things there were. */
        public long total() {
            return Arrays.stream(buckets).sum();
        }
    }
}
