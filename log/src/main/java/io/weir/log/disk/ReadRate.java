package io.weir.log.disk;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets bytes pass at a bounded rate, on average. What waits here is a thread of the budget: that is what bounds it. */
final class ReadRate {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final double nanosPerByte;
    private final CountDownLatch ended = new CountDownLatch(1);
    private double paidUntilNanos;
    private final long startNanos = System.nanoTime();

    ReadRate(long maxBytesPerSecond) {
        nanosPerByte = maxBytesPerSecond == Long.MAX_VALUE ? 0 : (double) NANOS_PER_SECOND / maxBytesPerSecond;
    }

    /** Waits until these bytes may be read. */
    void spend(long bytes) {
        if (nanosPerByte == 0) {
            return;
        }
        try {
            boolean _ = ended.await(ahead(bytes, System.nanoTime() - startNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody waits any longer: the broker stops. */
    void end() {
        ended.countDown();
    }

    /** By how many nanoseconds the bytes before these are ahead of the rate. */
    synchronized long ahead(long bytes, long nowNanos) {
        double from = Math.max(paidUntilNanos, (double) nowNanos);
        paidUntilNanos = from + bytes * nanosPerByte;
        return (long) (from - nowNanos);
    }
}
