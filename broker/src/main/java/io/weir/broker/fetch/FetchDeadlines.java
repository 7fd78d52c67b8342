package io.weir.broker.fetch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waits whose time is over, at most {@link #STEP_NANOS} late. One timer for all of them: nearly every wait ends
 * earlier, and a timer of its own would cost more than the rest of it.
 */
final class FetchDeadlines {

    static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ScheduledExecutorService timers;
    private final Set<DelayedFetch> waiting = ConcurrentHashMap.newKeySet();
    private @Nullable Future<?> timer;
    private long timerNanos;

    FetchDeadlines(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    /** Tells the fetch when its time is over, unless it is removed before. */
    void add(DelayedFetch fetch) {
        waiting.add(fetch);
        setTimer(fetch.deadlineNanos(), System.nanoTime());
    }

    void remove(DelayedFetch fetch) {
        waiting.remove(fetch);
    }

    private synchronized void setTimer(long deadlineNanos, long nowNanos) {
        Future<?> set = timer;
        if (set == null || deadlineNanos - timerNanos < 0) {
            if (set != null) {
                set.cancel(false);
            }
            timerNanos = deadlineNanos;
            timer = timers.schedule(this::sweep, Math.max(0, deadlineNanos - nowNanos), TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        synchronized (this) {
            timer = null;
        }
        long now = System.nanoTime();
        long untilNext = Long.MAX_VALUE;
        for (DelayedFetch fetch : waiting) {
            long left = fetch.deadlineNanos() - now;
            if (left <= 0) {
                fetch.timeIsOver();
            } else {
                untilNext = Math.min(untilNext, left);
            }
        }
        if (untilNext != Long.MAX_VALUE) {
            setTimer(now + Math.max(STEP_NANOS, untilNext), now);
        }
    }
}
