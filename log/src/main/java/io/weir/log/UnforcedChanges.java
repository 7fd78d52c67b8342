package io.weir.log;

import io.weir.log.segment.Segment;
import java.util.List;

/**
 * What a pass has to write and force besides batches: taken from the log when the pass begins, and given back when it did
 * not come to its end. Under the log's lock.
 *
 * @param epochs whether the leader epochs have changed
 * @param names whether files were created, renamed or deleted
 */
record UnforcedChanges(boolean epochs, boolean names, List<LogState.PendingSnapshot> snapshots, List<Segment> sealed) {

    static UnforcedChanges take(LogState state) {
        UnforcedChanges taken = new UnforcedChanges(
                state.takeEpochsUnwritten(),
                state.takeNamesUnforced(),
                List.copyOf(state.pendingSnapshots()),
                state.takeSealed());
        state.pendingSnapshots().clear();
        return taken;
    }

    /** @param wasCut the log was truncated since: its old snapshots are void */
    void giveBack(LogState state, boolean wasCut) {
        if (epochs) {
            state.epochsChanged();
        }
        if (names) {
            state.namesChanged();
        }
        if (!wasCut) {
            state.pendingSnapshots().addAll(snapshots);
        }
        state.sealedAgain(sealed);
    }
}
