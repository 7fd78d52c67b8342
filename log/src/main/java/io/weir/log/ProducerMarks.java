package io.weir.log;

import io.weir.log.producer.ProducerSnapshots;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Keeps what a start after a crash reads of a log to what its recovery point does not cover: the producers are written
 * down at checkpoints too, not only where a segment begins, and the recovery point stands where they were.
 *
 * <p>A log that has grown little since is left alone: so little is read again. Under the log's lock, but for
 * {@link #recoveryPoint}.
 */
final class ProducerMarks {

    /** How much a log may grow until its producers are written down, in intervals of its index: 64 KiB by default. */
    private static final int INDEX_INTERVALS = 16;

    private final LogState state;
    private volatile LogEnd written;
    private volatile long reported;

    /** @param recoveryPoint what is written down of the log, which was just opened */
    ProducerMarks(LogState state, long recoveryPoint) {
        this.state = state;
        this.reported = recoveryPoint;
        Segment first = state.segments().first();
        this.written = new LogEnd(first.baseOffset(), first, 0);
    }

    /** Writes the producers down, if the log has grown enough. Not forced: torn by a crash, the snapshot before counts. */
    void write() throws IOException {
        if (!isDue()) {
            return;
        }
        LogEnd end = state.end();
        // The check begins at an entry of the index: those in memory do not survive a crash.
        end.active().spillIndexes();
        ProducerSnapshots snapshots = state.snapshots();
        if (!snapshots.has(end.offset())) {
            snapshots.write(end.offset(), state.producers().states(), false);
            SegmentList segments = state.segments();
            snapshots.thinOut(offset -> segments.get(segments.indexFor(offset)).baseOffset() == offset);
        }
        written = end;
    }

    /** Whether {@link #write} would write. May be asked at any time. */
    boolean isDue() {
        return grownBytes() >= (long) INDEX_INTERVALS * state.config().segment().indexIntervalBytes();
    }

    /**
     * The offset from which the log is checked after a crash; not above {@code forcedOffset}, up to which it is on the
     * disk. May be asked at any time, by one thread.
     */
    long recoveryPoint(long forcedOffset) {
        OptionalLong newest = state.snapshots().floor(Long.MAX_VALUE);
        boolean isCovered = !isDue() && newest.orElse(0) <= forcedOffset;
        long covered =
                isCovered ? forcedOffset : state.snapshots().floor(forcedOffset).orElse(0);
        reported = Math.min(forcedOffset, Math.max(reported, covered));
        return reported;
    }

    /** Whether producers were written down above the recovery point that was told last. May be asked at any time. */
    boolean areAhead() {
        return state.snapshots().floor(Long.MAX_VALUE).orElse(0) > reported;
    }

    private long grownBytes() {
        LogEnd end = state.end();
        LogEnd before = written;
        if (state.snapshots().has(end.offset())) {
            return 0;
        }
        return before.active() == end.active() && before.offset() <= end.offset()
                ? end.positionBytes() - before.positionBytes()
                : end.positionBytes();
    }
}
