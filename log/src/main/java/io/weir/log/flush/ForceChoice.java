package io.weir.log.flush;

/**
 * Whether logs that wait to be forced are forced one by one or with their whole file system, by what either took lately. To
 * force them together commits once instead of once a log, but waits for whatever else is written to that disk. Thread-safe.
 */
final class ForceChoice {

    /** A new measurement counts for an eighth of the average. */
    private static final int AVERAGE_SHIFT = 3;

    /** What was slow is tried again after a while: each time it is avoided, a sixteenth of that is forgotten. */
    private static final int FORGETTING_SHIFT = 4;

    private int togetherFrom;
    private long aloneNanos;
    private long togetherNanos;

    /** @param togetherFrom fewer are always forced one by one */
    ForceChoice(int togetherFrom) {
        this.togetherFrom = togetherFrom;
    }

    synchronized boolean isTogether(int logs) {
        if (logs < togetherFrom) {
            return false;
        }
        if (aloneNanos == 0 || togetherNanos <= logs * aloneNanos) {
            return true;
        }
        togetherNanos -= togetherNanos >> FORGETTING_SHIFT;
        return false;
    }

    /** One log was forced by itself. */
    synchronized void tookAlone(long nanos) {
        aloneNanos = average(aloneNanos, nanos);
    }

    /** Several were forced with their file system. */
    synchronized void tookTogether(long nanos) {
        togetherNanos = average(togetherNanos, nanos);
    }

    /** The platform cannot, or not any more. */
    synchronized void neverTogether() {
        togetherFrom = Integer.MAX_VALUE;
    }

    private static long average(long before, long nanos) {
        return before == 0 ? nanos : before + ((nanos - before) >> AVERAGE_SHIFT);
    }
}
