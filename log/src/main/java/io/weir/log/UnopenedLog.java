package io.weir.log;

import io.weir.log.compaction.LogFacts;
import io.weir.log.compaction.SegmentFacts;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.RetentionConfig;
import io.weir.log.disk.Disk;
import io.weir.log.segment.UnopenedSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A log that is not in use, as its folder shows it. Nothing of it stays open or in memory.
 *
 * @param segments in rising order
 */
record UnopenedLog(List<UnopenedSegment> segments) {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long AT_ONCE = Long.MIN_VALUE;

    static UnopenedLog in(Disk disk, Path folder) throws IOException {
        return new UnopenedLog(UnopenedSegment.in(disk, folder));
    }

    long sizeBytes() {
        return segments.stream().mapToLong(UnopenedSegment::sizeBytes).sum();
    }

    /**
     * What compaction has to know of it. Where it ends is not known: as far away as can be.
     *
     * @throws IOException when timestamps are asked for and cannot be read
     */
    LogFacts facts(long logStartOffset, CompactionConfig config) throws IOException {
        if (segments.isEmpty()) {
            return new LogFacts(List.of(), 0, 0, 0, 0);
        }
        List<SegmentFacts> closed = new ArrayList<>();
        for (UnopenedSegment segment : segments.subList(0, segments.size() - 1)) {
            long newest = config.minLagMs() > 0 ? segment.lastIndexedMs().orElse(0) : 0;
            long oldest = config.maxLagMs() < NEVER ? segment.firstBatchMs().orElse(0) : 0;
            int size = (int) Math.min(Integer.MAX_VALUE, segment.sizeBytes());
            closed.add(new SegmentFacts(segment.baseOffset(), size, newest, oldest));
        }
        long start = Math.max(logStartOffset, segments.getFirst().baseOffset());
        return new LogFacts(closed, segments.getLast().baseOffset(), start, NEVER, NEVER);
    }

    /**
     * Until when retention surely finds nothing to remove, as long as nobody uses the log. From then on it may: only
     * opening the log tells.
     *
     * @param logStartOffset what lies before it is to go in any case
     */
    long nothingToRemoveUntilMs(RetentionConfig config, long logStartOffset, long nowMs) throws IOException {
        if (segments.isEmpty()) {
            return NEVER;
        }
        if (segments.size() > 1 && segments.get(1).baseOffset() <= logStartOffset) {
            return AT_ONCE;
        }
        return config.delete() ? Math.min(untilTooMuch(config), untilTooOld(config, nowMs)) : NEVER;
    }

    private long untilTooMuch(RetentionConfig config) {
        long excess = sizeBytes() - config.maxBytes();
        return config.maxBytes() >= 0 && excess >= segments.getFirst().sizeBytes() ? AT_ONCE : NEVER;
    }

    /** The oldest segment goes when its newest record is too old, and that is no older than any record in it. */
    private long untilTooOld(RetentionConfig config, long nowMs) throws IOException {
        UnopenedSegment oldest = segments.getFirst();
        if (config.maxMs() < 0 || (oldest.sizeBytes() == 0 && segments.size() == 1)) {
            return NEVER;
        }
        long untilIndexed = until(oldest.lastIndexedMs(), config, nowMs);
        return untilIndexed > nowMs ? untilIndexed : until(oldest.firstBatchMs(), config, nowMs);
    }

    private static long until(OptionalLong knownMs, RetentionConfig config, long nowMs) {
        // A timestamp in the future, or a torn index, must not put the next look off for longer.
        return knownMs.isEmpty()
                ? AT_ONCE
                : Math.min(knownMs.getAsLong(), nowMs) + Math.min(config.maxMs(), NEVER - nowMs);
    }
}
