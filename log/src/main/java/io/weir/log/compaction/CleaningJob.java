package io.weir.log.compaction;

import io.weir.log.config.LogConfig;
import io.weir.log.config.SegmentConfig;
import io.weir.log.segment.Segment;
import io.weir.protocol.records.RecordBatch;
import java.util.List;

/**
 * One round of compaction of one log.
 *
 * @param segments the closed segments that {@code log} speaks of, in the same order
 * @param nowMs the time that decides which tombstones may go
 */
public record CleaningJob(LogFacts log, List<Segment> segments, CleaningRange range, LogConfig config, long nowMs) {

    private static final int LARGEST_INDEX_ENTRY_BYTES = 12;

    public CleaningJob {
        segments = List.copyOf(segments);
    }

    /** How large segments are made by joining smaller ones: within segment.bytes and segment.index.bytes. */
    long maxGroupBytes() {
        SegmentConfig segment = config.segment();
        long bytesPerEntry = Math.max(segment.indexIntervalBytes(), RecordBatch.HEADER_BYTES);
        long indexed = segment.indexMaxBytes() / LARGEST_INDEX_ENTRY_BYTES * bytesPerEntry;
        return Math.min(segment.maxBytes(), indexed);
    }
}
