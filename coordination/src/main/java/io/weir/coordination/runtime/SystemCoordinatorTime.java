package io.weir.coordination.runtime;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own clocks, and one daemon thread for wake-ups. Closing it drops the wake-ups not yet due. */
public final class SystemCoordinatorTime implements CoordinatorTime, AutoCloseable {

    private static final long NANOS_PER_MS = 1_000_000L;

    private final ScheduledThreadPoolExecutor executor;

    public SystemCoordinatorTime() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("coordinator-timer").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long wallClockMs() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicMs() {
        return System.nanoTime() / NANOS_PER_MS;
    }

    @Override
    public Cancellation wakeUpIn(long delayMs, Runnable action) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> future = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
