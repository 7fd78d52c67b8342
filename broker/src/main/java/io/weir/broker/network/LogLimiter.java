package io.weir.broker.network;

import java.util.function.LongSupplier;

/**
 * Bounds the log lines that peers can cause: so many a second, and then the number of those left out. Peers choose how
 * often they misbehave; the operator's disk should not pay for it.
 */
final class LogLimiter {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private long secondStartNanos;
    private int inSecond;
    private long leftOut;

    LogLimiter(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.secondStartNanos = nanoTime.getAsLong();
    }

    /** Logs the line, or counts it; the line is told how many before it were left out. */
    void log(Line line) {
        long before;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - secondStartNanos >= SECOND_NANOS) {
                secondStartNanos = now;
                inSecond = 0;
            }
            if (inSecond >= perSecond) {
                leftOut++;
                return;
            }
            inSecond++;
            before = leftOut;
            leftOut = 0;
        }
        line.write(before == 0 ? "" : " (" + before + " lines like this were left out)");
    }

    /** Writes one line, with this at its end. */
    interface Line {
        void write(String leftOut);
    }
}
