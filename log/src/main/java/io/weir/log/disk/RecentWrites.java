package io.weir.log.disk;

/**
 * The end of a file that this process has just written: no system evicts that before it has evicted much else, so nobody
 * needs to be asked about it. One writer; a reader that sees half of a change errs by one slow read.
 */
final class RecentWrites {

    private static final long BYTES = 4 << 20;
    private static final long FOR_NANOS = 10_000_000_000L;

    private volatile long start;
    private volatile long end = -1;
    private volatile long atNanos;

    void add(long position, long count, long nowNanos) {
        if (position != end) {
            start = position;
        }
        atNanos = nowNanos;
        end = position + count;
    }

    /** Whether everything from this position on was written a short while ago. */
    boolean reachBackTo(long position, long nowNanos) {
        long writtenTo = end;
        return position >= start
                && position >= writtenTo - BYTES
                && position < writtenTo
                && nowNanos - atNanos < FOR_NANOS;
    }
}
