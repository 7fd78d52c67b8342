package io.weir.broker.peer;

import java.util.OptionalLong;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection's calls. It is not called off when an answer comes, which would wake the thread of all timers
 * twice for each call, but looks when it rings who still waits. Thread-safe.
 */
final class CallTimer {

    private final LongFunction<OptionalLong> whenRung;
    private @Nullable Future<?> timer;
    private boolean isSet;
    private long ringsAtNanos;
    private boolean isOver;

    /**
     * Rings for nobody yet.
     *
     * @param whenRung on a thread of its own: takes the time, as {@link System#nanoTime}, and says for when it is needed next
     */
    CallTimer(LongFunction<OptionalLong> whenRung) {
        this.whenRung = whenRung;
    }

    /** Rings at this time at the latest, if it is not called off. */
    synchronized void ringAt(long atNanos) {
        if (isOver || (isSet && ringsAtNanos - atNanos <= 0)) {
            return;
        }
        cancel();
        isSet = true;
        ringsAtNanos = atNanos;
        long inNanos = Math.max(0, atNanos - System.nanoTime());
        // The thread that all timers of the process share only starts another: those who wait may do what they like.
        timer = ForkJoinPool.commonPool()
                .schedule(() -> Thread.startVirtualThread(this::ring), inNanos, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        synchronized (this) {
            isSet = false;
        }
        whenRung.apply(System.nanoTime()).ifPresent(this::ringAt);
    }

    /** Does not ring any more. */
    synchronized void callOff() {
        isOver = true;
        cancel();
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
