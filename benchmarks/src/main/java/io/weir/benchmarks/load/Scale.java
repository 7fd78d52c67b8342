package io.weir.benchmarks.load;

import java.time.Duration;

/**
 * How much is done in one run.
 *
 * @param records of 100 B in loads that have an end, fewer of larger records
 * @param paced how long loads with a steady rate last
 * @param backfillBytes of old records that are read beside a tail
 * @param idle how long a broker is watched doing nothing, after it had as long to settle
 * @param partitions in the load with many of them, a multiple of 100
 * @param connections that are open and idle
 */
public record Scale(long records, Duration paced, long backfillBytes, Duration idle, int partitions, int connections) {

    /** For figures that are shown. */
    public static final Scale FULL =
            new Scale(6_000_000, Duration.ofSeconds(15), 2L << 30, Duration.ofSeconds(15), 10_000, 2_000);

    /** Shows that everything works; its figures are rough. */
    public static final Scale QUICK =
            new Scale(300_000, Duration.ofSeconds(3), 128L << 20, Duration.ofSeconds(3), 1_000, 500);

    /** With a steady rate so long a warm-up is enough: all that happens happened some thousand times. */
    private static final Duration PACED_WARM_UP = Duration.ofSeconds(5);

    private static final int SMALL_VALUE_BYTES = 100;

    /** The same loads, those with a steady rate shorter. */
    public Scale forWarmUp() {
        Duration shorter = paced.compareTo(PACED_WARM_UP) < 0 ? paced : PACED_WARM_UP;
        return new Scale(records, shorter, backfillBytes, idle, partitions, connections);
    }

    /** So many records that the bytes stay the same when values are larger. */
    public long recordsOf(int valueBytes) {
        return records * SMALL_VALUE_BYTES / valueBytes;
    }
}
