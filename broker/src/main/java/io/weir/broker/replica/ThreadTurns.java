package io.weir.broker.replica;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A virtual thread for each turn. */
public final class ThreadTurns implements Turns {

    @Override
    public void soon(Runnable task) {
        var _ = Thread.startVirtualThread(task);
    }

    @Override
    public Timer later(long delayMs, Runnable task) {
        Future<?> timer = ForkJoinPool.commonPool().schedule(() -> soon(task), delayMs, TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
