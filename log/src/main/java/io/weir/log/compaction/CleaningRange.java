package io.weir.log.compaction;

import io.weir.log.config.CompactionConfig;

/**
 * What of a log could be compacted now, and how much that would be worth (Kafka's rules).
 *
 * @param firstDirtyOffset records before it were compacted together already
 * @param endOffset exclusive: where the first segment begins that must not be compacted yet
 * @param cleanBytes in segments that begin before {@code firstDirtyOffset}
 * @param dirtyBytes in segments from there to {@code endOffset}
 * @param isOverdue something of it waits for longer than max.compaction.lag.ms
 */
public record CleaningRange(
        long firstDirtyOffset, long endOffset, long cleanBytes, long dirtyBytes, boolean isOverdue) {

    /**
     * Works out the range.
     *
     * @param checkpoint up to where the log was compacted before; anything outside of the log counts as never
     */
    public static CleaningRange of(LogFacts log, CompactionConfig config, long checkpoint, long nowMs) {
        boolean isKnown = checkpoint >= log.startOffset() && checkpoint <= log.endOffset();
        long firstDirty = isKnown ? checkpoint : log.startOffset();
        int firstIndex = log.indexOf(firstDirty);
        long bound = Math.min(log.stableOffset(), log.activeBaseOffset());
        bound = Math.min(bound, firstTooYoung(log, firstIndex, config.minLagMs(), nowMs));
        int endIndex = log.indexOf(Math.max(firstDirty, bound));
        long cleanBytes = 0;
        for (SegmentFacts segment : log.closed()) {
            cleanBytes += segment.baseOffset() < firstDirty ? segment.sizeBytes() : 0;
        }
        return new CleaningRange(
                firstDirty,
                log.baseOffset(endIndex),
                cleanBytes,
                log.sizeBytes(firstIndex, endIndex),
                isOverdue(log, firstIndex, config.maxLagMs(), nowMs));
    }

    /** The part of the bytes that is dirty, 0 to 1. */
    public double dirtyRatio() {
        long total = cleanBytes + dirtyBytes;
        return total == 0 ? 0 : (double) dirtyBytes / total;
    }

    /** Whether it is worth compacting now. */
    public boolean isDue(CompactionConfig config) {
        return dirtyBytes > 0 && (isOverdue || dirtyRatio() > config.minCleanableDirtyRatio());
    }

    /** Until when the range of a log that does not change is the same: until the next segment is old enough. */
    public static long unchangedUntilMs(LogFacts log, CompactionConfig config, long nowMs) {
        long next = Long.MAX_VALUE;
        for (SegmentFacts segment : log.closed()) {
            if (config.minLagMs() > 0) {
                next = Math.min(next, later(segment.newestMs(), config.minLagMs(), nowMs));
            }
            if (segment.oldestMs() > 0) {
                next = Math.min(next, later(segment.oldestMs(), config.maxLagMs(), nowMs));
            }
        }
        return next;
    }

    /** When a lag is over; never when it is already. */
    private static long later(long timestampMs, long lagMs, long nowMs) {
        long overMs = timestampMs > Long.MAX_VALUE - lagMs ? Long.MAX_VALUE : timestampMs + lagMs;
        return overMs < nowMs ? Long.MAX_VALUE : overMs;
    }

    private static long firstTooYoung(LogFacts log, int firstIndex, long minLagMs, long nowMs) {
        if (minLagMs > 0) {
            for (int i = firstIndex; i < log.closed().size(); i++) {
                if (log.closed().get(i).newestMs() > nowMs - minLagMs) {
                    return log.baseOffset(i);
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private static boolean isOverdue(LogFacts log, int firstIndex, long maxLagMs, long nowMs) {
        long oldestAllowed = nowMs - Math.max(0, maxLagMs);
        for (int i = firstIndex; i < log.closed().size(); i++) {
            long oldest = log.closed().get(i).oldestMs();
            if (oldest > 0 && oldest < oldestAllowed) {
                return true;
            }
        }
        return false;
    }
}
