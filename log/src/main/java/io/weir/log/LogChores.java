package io.weir.log;

import io.weir.log.compaction.CleaningRange;
import io.weir.log.compaction.LogFacts;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.RetentionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What is done to a log by the clock: deletion, flush.ms, expiry of producers, and the choice of what to compact. */
final class LogChores {

    private final LogEnvironment environment;
    private final LogHandle handle;
    private final DurabilityListener listener;

    /** Of a log that is not in use; 0 when its folder has to be looked at first. */
    private volatile long nothingToRemoveUntilMs;

    /** Of a log that is not in use, likewise. */
    private volatile long nothingToCompactUntilMs;

    LogChores(LogEnvironment environment, LogHandle handle, DurabilityListener listener) {
        this.environment = environment;
        this.handle = handle;
        this.listener = listener;
    }

    int deleteOldSegments(long nowMs) {
        return handle.reshaping(log -> log.retention().apply(retainFrom(), nowMs));
    }

    /** Whether retention might find something in a log that is not in use: seldom more than the look at one number. */
    boolean mayRemoveUnopened(Path folder, long logStartOffset, long nowMs) {
        if (nowMs <= nothingToRemoveUntilMs) {
            return false;
        }
        RetentionConfig config = handle.config().retention();
        try {
            UnopenedLog log = UnopenedLog.in(environment.disk(), folder);
            nothingToRemoveUntilMs = log.nothingToRemoveUntilMs(config, logStartOffset, nowMs);
        } catch (IOException e) {
            // Whoever opens the log is told in full.
            return true;
        }
        if (!config.equals(handle.config().retention())) {
            lookAgain();
        }
        return nowMs > nothingToRemoveUntilMs;
    }

    /** The log, or what is kept of it, has changed. */
    void lookAgain() {
        nothingToRemoveUntilMs = 0;
        nothingToCompactUntilMs = 0;
    }

    void housekeep(OpenLog log, long nowMs) {
        if (log.hasChores()) {
            handle.tending(opened -> {
                // Who is sending from a file keeps it; the delay is only good manners.
                boolean isFull = environment.disk().space().isFull();
                opened.retention().deleteMarked(isFull ? Long.MAX_VALUE : nowMs);
                opened.state().producers().expire(nowMs, environment.producerIdExpirationMs());
                opened.state().segments().active().spillIndexes();
                return true;
            });
        }
        boolean isUnflushed =
                log.flush().progress().durableOffset() < log.state().end().offset();
        // Where acks wait for it, a flush was asked for; one that could not be done is asked for again.
        boolean isDue = handle.config().flush().beforeAck()
                || nowMs - log.flush().progress().lastFlushMs()
                        >= handle.config().flush().ms();
        if ((isUnflushed && isDue) || log.flush().waitsForRoom()) {
            environment.flusher().request(log.flush());
        }
    }

    void writeDownProducers(OpenLog log) {
        if (log.producerMarks().isDue()) {
            handle.tending(opened -> {
                opened.producerMarks().write();
                return true;
            });
        }
    }

    Optional<CleaningRange> dueForCompaction(Path folder, long checkpoint, long logStartOffset, long nowMs)
            throws IOException {
        Optional<OpenLog> open = handle.ifOpen();
        CompactionConfig config = handle.config().compaction();
        CleaningRange range;
        if (open.isPresent()) {
            range = compaction(open.get()).job(checkpoint, nowMs).range();
        } else if (nowMs <= nothingToCompactUntilMs) {
            return Optional.empty();
        } else {
            LogFacts log = UnopenedLog.in(environment.disk(), folder).facts(logStartOffset, config);
            range = CleaningRange.of(log, config, checkpoint, nowMs);
            nothingToCompactUntilMs = range.isDue(config) ? 0 : CleaningRange.unchangedUntilMs(log, config, nowMs);
            if (!config.equals(handle.config().compaction())) {
                lookAgain();
            }
        }
        return range.isDue(config) ? Optional.of(range) : Optional.empty();
    }

    LogCompaction compaction(OpenLog log) {
        LogCompaction.Exclusive exclusive = change -> handle.reshaping(opened -> {
            change.apply();
            return true;
        });
        // What a reader of committed records may read; and what is on the disk, where records are not forced at once.
        return new LogCompaction(
                log,
                handle.locks().compaction(),
                exclusive,
                () -> Math.min(log.flush().progress().forcedOffset(), log.lastStableOffset(retainFrom())));
    }

    private long retainFrom() {
        return listener.retainFrom(handle.durableOffset());
    }
}
