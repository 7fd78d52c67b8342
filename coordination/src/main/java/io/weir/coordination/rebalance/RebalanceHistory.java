package io.weir.coordination.rebalance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last rebalances of a group, oldest first. Kept in memory only: a restart forgets it. */
public final class RebalanceHistory {

    private static final int REBALANCES_KEPT = 10;

    private final Deque<Rebalance> rebalances = new ArrayDeque<>();

    /** A rebalance begins, or one that goes on has one more reason. */
    public void because(RebalanceReason reason, int generation, long nowMs) {
        if (isRunning()) {
            rebalances.addLast(rebalances.removeLast().and(reason));
            return;
        }
        if (rebalances.size() == REBALANCES_KEPT) {
            rebalances.removeFirst();
        }
        rebalances.addLast(Rebalance.begin(generation, nowMs, reason));
    }

    /** The running rebalance has come to this generation or epoch. */
    public void reached(int generation) {
        if (isRunning()) {
            rebalances.addLast(rebalances.removeLast().reached(generation));
        }
    }

    /** The running rebalance is over. */
    public void ended(long nowMs) {
        if (isRunning()) {
            rebalances.addLast(rebalances.removeLast().end(nowMs));
        }
    }

    /** Oldest first. */
    public List<Rebalance> all() {
        return List.copyOf(rebalances);
    }

    /** Why the current or last rebalance happened; empty text when there was none. */
    public String why() {
        return rebalances.isEmpty() ? "" : rebalances.getLast().why();
    }

    /** Whether the last rebalance is not over yet. */
    public boolean isRunning() {
        return !rebalances.isEmpty() && !rebalances.getLast().isOver();
    }
}
