package io.weir.log;

import io.weir.log.segment.Segment;

/**
 * Where a log ends. Replaced as a whole, so that a reader never sees an offset without the bytes that go with it.
 *
 * @param offset of the next record
 * @param active the segment that is appended to
 * @param positionBytes size of the active segment at that offset
 */
record LogEnd(long offset, Segment active, int positionBytes) {

    static LogEnd of(long offset, Segment active) {
        return new LogEnd(offset, active, active.sizeBytes());
    }
}
