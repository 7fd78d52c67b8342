package io.weir.broker;

import io.weir.broker.partition.Partitions;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.ConfigValues;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: short timers on one thread, chores that may touch the disk on another. */
final class Background implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private static final long EXPIRE_EVERY_MS = 500;
    private static final long IDLE_CHECK_EVERY_MS = 5_000;
    private static final long HOUSEKEEP_EVERY_MS = 5_000;
    private static final long SETTINGS_EVERY_MS = 1_000;
    /** A broker that is often restarted keeps house too. */
    private static final long FIRST_CHORE_WITHIN_MS = 30_000;

    private final ScheduledThreadPoolExecutor timers = newTimers();
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());

    /**
     * What the chores are about.
     *
     * @param settings follows settings that have changed
     * @param whenFailed is run when no data folder is left
     */
    record Chores(
            Partitions partitions,
            LogStore logs,
            Runnable settings,
            Listeners listeners,
            InstantSource clock,
            Runnable whenFailed) {}

    /** Timers for what is short and does not block. */
    ScheduledExecutorService timers() {
        return timers;
    }

    void start(Chores on, ConfigValues values) {
        every(timers, EXPIRE_EVERY_MS, () -> on.partitions.expireWaiting(on.clock.millis()));
        every(chores, IDLE_CHECK_EVERY_MS, on.listeners::closeIdle);
        every(chores, HOUSEKEEP_EVERY_MS, () -> keepHouse(on));
        every(chores, SETTINGS_EVERY_MS, on.settings);
        every(
                chores,
                values.longValue("log.retention.check.interval.ms"),
                () -> on.partitions.applyRetention(on.clock.millis()));
        every(chores, values.intValue("log.flush.offset.checkpoint.interval.ms"), on.logs::checkpoint);
    }

    private static void keepHouse(Chores on) {
        on.logs.housekeep(on.clock.millis());
        if (on.logs.isFull()) {
            // What makes room does not wait for its turn.
            on.partitions.applyRetention(on.clock.millis());
        }
        if (on.logs.hasFailed()) {
            on.whenFailed.run();
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
        // Waits for the chore under way: the folders it works on are closed next.
        chores.close();
    }

    private static void every(ScheduledExecutorService executor, long periodMs, Runnable chore) {
        Runnable guarded = () -> {
            try {
                chore.run();
            } catch (RuntimeException | Error e) {
                // An executor never again runs what threw once.
                LOG.error("a chore failed and will be tried again", e);
            }
        };
        long firstAfterMs = Math.min(periodMs, FIRST_CHORE_WITHIN_MS);
        var _ = executor.scheduleWithFixedDelay(guarded, firstAfterMs, Math.max(1, periodMs), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor newTimers() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timer").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
