package io.weir.log;

import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;

/**
 * A log as a reader sees it, for as long as its read takes.
 *
 * @param segments those at the end, or more
 */
record LogView(long startOffset, LogEnd end, SegmentList segments) {

    static LogView of(LogState state) {
        // The end before the segments: the segment that holds it is then among them.
        LogEnd end = state.end();
        SegmentList segments = state.segments();
        return new LogView(state.startOffset(), end, segments);
    }

    long endOffset() {
        return end.offset();
    }

    /** How far a segment is known to be good. */
    int limit(Segment segment) {
        return segment == end.active() ? end.positionBytes() : segment.sizeBytes();
    }
}
