package io.weir.log;

import org.jspecify.annotations.Nullable;

/**
 * How far a log is durable, and how far its own files are forced, which is less when its data folder's journal holds the
 * rest. Changed under the log's lock; may be asked at any time.
 */
final class LogProgress {

    private volatile long forcedOffset;
    private volatile long durableOffset;
    private volatile long lastFlushMs;

    /** Where the journal goes on; unknown after the log was cut, until its files are forced. */
    private @Nullable LogEnd durableEnd;

    /** @param end of a log that was just opened: all of it is forced */
    LogProgress(LogEnd end, long nowMs) {
        this.forcedOffset = end.offset();
        this.durableOffset = end.offset();
        this.durableEnd = end;
        this.lastFlushMs = nowMs;
    }

    /** The own files hold everything below: what a start after a crash need not check, once it is written down. */
    long forcedOffset() {
        return forcedOffset;
    }

    /** Everything below survives a power cut. */
    long durableOffset() {
        return durableOffset;
    }

    long lastFlushMs() {
        return lastFlushMs;
    }

    @Nullable
    LogEnd durableEnd() {
        return durableEnd;
    }

    void durableUpTo(LogEnd end, long nowMs) {
        if (durableEnd == null || end.offset() > durableOffset) {
            durableEnd = end;
            durableOffset = end.offset();
        }
        lastFlushMs = nowMs;
    }

    void forcedUpTo(LogEnd end, long nowMs) {
        forcedOffset = Math.max(forcedOffset, end.offset());
        durableUpTo(end, nowMs);
    }

    /** The log ends earlier now. */
    void cutTo(long offset) {
        restartAt(Math.min(forcedOffset, offset), Math.min(durableOffset, offset));
    }

    /** The log is empty now. */
    void restartAt(long offset) {
        restartAt(offset, offset);
    }

    private void restartAt(long forced, long durable) {
        forcedOffset = forced;
        durableOffset = durable;
        durableEnd = null;
    }
}
