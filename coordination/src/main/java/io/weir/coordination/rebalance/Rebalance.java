package io.weir.coordination.rebalance;

import java.util.ArrayList;
import java.util.List;

/**
 * One rebalance of a group, from leaving a settled state (Empty or Stable) to the next one.
 *
 * @param fromGeneration the generation before
 * @param toGeneration the generation reached so far; several, where it had to start over
 * @param startedMs wall-clock ms since 1970
 * @param endedMs likewise, or -1 while it goes on
 * @param reasons why, in the order they came up; never empty
 * @param furtherReasons how many more reasons were not kept
 */
public record Rebalance(
        int fromGeneration,
        int toGeneration,
        long startedMs,
        long endedMs,
        List<RebalanceReason> reasons,
        int furtherReasons) {

    private static final long NOT_ENDED = -1;
    private static final int REASONS_KEPT = 20;

    static Rebalance begin(int generation, long nowMs, RebalanceReason reason) {
        return new Rebalance(generation, generation, nowMs, NOT_ENDED, List.of(reason), 0);
    }

    Rebalance and(RebalanceReason reason) {
        if (reasons.size() >= REASONS_KEPT) {
            return new Rebalance(fromGeneration, toGeneration, startedMs, endedMs, reasons, furtherReasons + 1);
        }
        List<RebalanceReason> more = new ArrayList<>(reasons);
        more.add(reason);
        return new Rebalance(fromGeneration, toGeneration, startedMs, endedMs, List.copyOf(more), furtherReasons);
    }

    Rebalance reached(int generation) {
        return new Rebalance(fromGeneration, generation, startedMs, endedMs, reasons, furtherReasons);
    }

    Rebalance end(long nowMs) {
        return new Rebalance(fromGeneration, toGeneration, startedMs, nowMs, reasons, furtherReasons);
    }

    public boolean isOver() {
        return endedMs != NOT_ENDED;
    }

    /** How long it took in ms; -1 while it goes on. */
    public long durationMs() {
        return isOver() ? endedMs - startedMs : NOT_ENDED;
    }

    /** The reasons in one line. */
    public String why() {
        StringBuilder line = new StringBuilder();
        for (RebalanceReason reason : reasons) {
            line.append(line.isEmpty() ? "" : "; ").append(reason.text());
        }
        return furtherReasons == 0 ? line.toString() : line + "; and " + furtherReasons + " more reasons";
    }
}
