package io.weir.log;

/** What is done to a log by the clock: deletion, flush.ms, expiry of producers, and the choice of what to compact. */
final class LogChores {

    private final LogEnvironment environment;
    private final LogHandle handle;
    private final DurabilityListener listener;

    LogChores(LogEnvironment environment, LogHandle handle, DurabilityListener listener) {
        this.environment = environment;
        this.handle = handle;
        this.listener = listener;
    }

    int deleteOldSegments(long nowMs) {
        return handle.changing(log -> log.retention().apply(retainFrom(), nowMs));
    }

    void housekeep(OpenLog log, long nowMs) {
        if (log.hasChores()) {
            handle.tending(opened -> {
                opened.retention().deleteMarked(nowMs);
                opened.state().producers().expire(nowMs, environment.producerIdExpirationMs());
                opened.state().segments().active().spillIndexes();
                return true;
            });
        }
        boolean unflushed = log.flush().flushedOffset() < log.state().end().offset();
        boolean isDue = unflushed
                && nowMs - log.flush().lastFlushMs() >= handle.config().flush().ms();
        if (isDue || log.flush().waitsForRoom()) {
            environment.flusher().request(log.flush());
        }
    }

    LogCompaction compaction(OpenLog log) {
        LogCompaction.Exclusive exclusive = change -> handle.changing(opened -> {
            change.apply();
            return true;
        });
        // What a reader of committed records may read; and what is on the disk, where records are not forced at once.
        return new LogCompaction(
                log, exclusive, () -> Math.min(log.flush().flushedOffset(), log.lastStableOffset(retainFrom())));
    }

    private long retainFrom() {
        return listener.retainFrom(handle.durableOffset());
    }
}
