package io.weir.log;

import io.weir.log.flush.Flushable;
import io.weir.log.segment.Segment;
import java.io.IOException;

/** The end of a log's use. Under its lock. */
final class LogClose {

    private LogClose() {}

    /**
     * Leaves what Kafka leaves: complete indexes, a snapshot of the producers at the end, everything forced.
     *
     * @param force false when the caller forces the whole file system before anybody relies on the indexes and the
     *     snapshot: these are only written then; what else is not durable yet is forced all the same
     */
    static boolean close(OpenLog log, boolean force) throws IOException {
        LogState state = log.state();
        if (state.segments().sizeBytes() > 0) {
            boolean forceHere = force || !log.flush().isSettled() || state.hasUnforced();
            if (state.segments().active().sizeBytes() > 0) {
                state.segments().active().seal();
                state.namesChanged();
            }
            long end = state.end().offset();
            if (!state.snapshots().has(end)) {
                state.pendingSnapshots()
                        .add(new LogState.PendingSnapshot(end, state.producers().states()));
            }
            if (forceHere) {
                Flushable.Pass pass = log.flush().beginFlush();
                pass.force();
                pass.complete();
                checkComplete(log);
            } else {
                writeSnapshots(state);
            }
        }
        log.retention().deleteMarked(Long.MAX_VALUE);
        return true;
    }

    private static void checkComplete(OpenLog log) throws IOException {
        if (log.flush().waitsForRoom()) {
            throw new IOException(
                    "not everything could be written to " + log.state().folder() + ": no space left");
        }
    }

    private static void writeSnapshots(LogState state) throws IOException {
        for (LogState.PendingSnapshot snapshot : state.pendingSnapshots()) {
            state.snapshots().write(snapshot.offset(), snapshot.states(), false);
        }
    }

    /** Gives back what is open. */
    static void abandon(OpenLog log) throws IOException {
        for (Segment segment : log.state().segments().segments()) {
            segment.close();
        }
    }
}
