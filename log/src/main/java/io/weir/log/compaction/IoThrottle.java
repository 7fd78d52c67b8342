package io.weir.log.compaction;

import java.time.InstantSource;

/** Lets reads and writes of compaction pass or of moves at a bounded rate, on average. Shared by all threads. */
public final class IoThrottle {

    /** How a thread waits. */
    public interface Pause {
        /**
         * @param ms 0 to only look whether to go on
         * @throws CleaningAbortedException when there is no time left: the broker stops
         */
        void forMs(long ms);
    }

    /** Shorter waits are put off: they would cost more than they bring. */
    private static final long SHORTEST_PAUSE_MS = 20;

    /** Who ends a log waits for the run on it. */
    private static final long LONGEST_PAUSE_MS = 100;

    private final double bytesPerMs;
    private final InstantSource clock;
    private final Pause pause;
    private double paidUntilMs;

    public IoThrottle(double bytesPerSecond, InstantSource clock, Pause pause) {
        this.bytesPerMs = bytesPerSecond / 1000;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Accounts for bytes just read or written, and waits where that was too much too soon.
     *
     * @param checkWanted is asked between pauses, and throws when there is nothing to wait for any more
     */
    public void spend(long bytes, Runnable checkWanted) {
        long ahead = account(bytes);
        long left = ahead >= SHORTEST_PAUSE_MS ? ahead : 0;
        do {
            long part = Math.min(left, LONGEST_PAUSE_MS);
            pause.forMs(part);
            checkWanted.run();
            left -= part;
        } while (left > 0);
    }

    void pause(long ms) {
        pause.forMs(ms);
    }

    private synchronized long account(long bytes) {
        long now = clock.millis();
        paidUntilMs = Math.max(paidUntilMs, (double) now) + bytes / bytesPerMs;
        return (long) (paidUntilMs - now);
    }
}
