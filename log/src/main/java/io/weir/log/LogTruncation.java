package io.weir.log;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.recovery.ProducerReplay;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import java.io.IOException;
import java.util.List;

/** Takes back the end of a log, or all of it. Under the log's lock; durable when it returns. */
final class LogTruncation {

    private final LogState state;
    private final LogRetention retention;

    LogTruncation(LogState state, LogRetention retention) {
        this.state = state;
        this.retention = retention;
    }

    void truncateTo(long offset) throws IOException {
        SegmentList segments = state.segments();
        int last = segments.indexFor(offset);
        // From the end: a crash in between leaves a log that is whole, only longer.
        List<Segment> gone = List.copyOf(segments.segments().subList(last + 1, segments.size()))
                .reversed();
        retention.remove(gone, state.environment().nowMs());
        state.pendingSnapshots().removeIf(snapshot -> snapshot.offset() > offset);
        state.snapshots().keepOnly(0, offset);
        disk().forceDirectory(state.folder());
        Segment kept = segments.get(last);
        kept.truncateTo(offset);
        state.end(LogEnd.of(offset, kept));
        state.startOffset(Math.min(state.startOffset(), offset));
        state.producers(
                ProducerReplay.replay(state.segments(), state.snapshots().latest(offset), offset));
        writeEpochs(state.epochs().truncateFromEnd(offset));
    }

    void startOverAt(long offset) throws IOException {
        List<Segment> gone = state.segments().segments().reversed();
        for (Segment segment : gone) {
            segment.files().markDeleted();
            segment.files().discard();
        }
        state.startOver(offset);
        state.snapshots().keepOnly(Long.MAX_VALUE, Long.MAX_VALUE);
        state.epochs(LeaderEpochs.NONE);
        if (disk().isDirectory(state.folder())) {
            writeEpochs(LeaderEpochs.NONE);
        }
    }

    private void writeEpochs(LeaderEpochs epochs) throws IOException {
        state.epochs(epochs);
        if (state.takeEpochsUnwritten()) {
            // Until it is written: a full disk puts it off to the next flush, and a start cuts it to the log's end.
            state.epochsChanged();
            WholeFile.replace(disk(), state.folder().resolve(LeaderEpochs.FILE_NAME), epochs.format());
            boolean _ = state.takeEpochsUnwritten();
        }
    }

    private Disk disk() {
        return state.environment().disk();
    }
}
