package io.weir.replication.rate;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many bytes a second, by the clock it is given; what is not used is kept for a tenth of a second. */
public final class RateAllowance implements Allowance {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier bytesPerSecond;
    private final LongSupplier nanoTime;
    private double left;
    private long sinceNanos;

    /** @param bytesPerSecond may change; {@link Long#MAX_VALUE} for no bound */
    public RateAllowance(LongSupplier bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.sinceNanos = nanoTime.getAsLong() - MAX_KEPT_NANOS;
    }

    @Override
    public synchronized boolean isSpent() {
        double rate = bytesPerSecond.getAsLong();
        long now = nanoTime.getAsLong();
        left = Math.min(left + rate * (now - sinceNanos) / SECOND, rate * MAX_KEPT_NANOS / SECOND);
        sinceNanos = now;
        return left <= 0;
    }

    @Override
    public synchronized void spend(int bytes) {
        left -= bytes;
    }
}
