package io.weir.log;

import io.weir.log.flush.Flushable;
import io.weir.log.segment.Segment;
import java.io.IOException;

/** The end of a log's use. Under its lock. */
final class LogClose {

    private LogClose() {}

    /** Leaves what Kafka leaves: complete indexes, a snapshot of the producers at the end, everything forced. */
    static boolean close(OpenLog log) throws IOException {
        LogState state = log.state();
        if (state.segments().sizeBytes() > 0) {
            if (state.segments().active().sizeBytes() > 0) {
                state.segments().active().seal();
                state.namesChanged();
            }
            long end = state.end().offset();
            if (!state.snapshots().has(end)) {
                state.pendingSnapshots()
                        .add(new LogState.PendingSnapshot(end, state.producers().states()));
            }
            Flushable.Pass pass = log.flush().beginFlush();
            pass.force();
            pass.complete();
        }
        log.retention().deleteMarked(Long.MAX_VALUE);
        return true;
    }

    /** Gives back what is open. */
    static void abandon(OpenLog log) throws IOException {
        for (Segment segment : log.state().segments().segments()) {
            segment.close();
        }
    }
}
