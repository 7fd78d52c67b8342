package io.weir.log.compaction;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;

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

    private final DoubleSupplier bytesPerSecond;
    private final InstantSource clock;
    private final Pause pause;
    private double owedBytes;
    private long owedSinceMs;

    public IoThrottle(double bytesPerSecond, InstantSource clock, Pause pause) {
        this(() -> bytesPerSecond, clock, pause);
    }

    /** @param bytesPerSecond may change, and counts at once for those who wait; 0 lets nothing more pass */
    public IoThrottle(DoubleSupplier bytesPerSecond, InstantSource clock, Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Accounts for bytes just read or written, and waits where that was too much too soon.
     *
     * @param checkWanted is asked between pauses, and throws when there is nothing to wait for any more
     */
    public void spend(long bytes, Runnable checkWanted) {
        long left = owe(bytes);
        boolean waits = left >= SHORTEST_PAUSE_MS;
        do {
            pause.forMs(waits ? Math.min(left, LONGEST_PAUSE_MS) : 0);
            checkWanted.run();
            left = waits ? owe(0) : 0;
        } while (left > 0);
    }

    void pause(long ms) {
        pause.forMs(ms);
    }

    /** In how many milliseconds these bytes, and those before, have passed at the present rate. */
    private synchronized long owe(long bytes) {
        double bytesPerMs = bytesPerSecond.getAsDouble() / 1000;
        long now = clock.millis();
        double passed = bytesPerMs * Math.max(0, now - owedSinceMs);
        owedBytes = Math.max(0, owedBytes - passed) + bytes;
        owedSinceMs = now;
        return (long) (owedBytes / bytesPerMs);
    }
}
