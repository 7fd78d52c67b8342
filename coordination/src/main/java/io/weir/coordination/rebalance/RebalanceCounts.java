package io.weir.coordination.rebalance;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** How many rebalances began since the start, by the kind of the reason that began them. Safe for use by any thread. */
public final class RebalanceCounts {

    private static final Pattern NEW_WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final Map<Class<? extends RebalanceReason>, LongAdder> byKind = new ConcurrentHashMap<>();

    /** Writes a reason into the history of its group, and counts the rebalance that it begins, if it begins one. */
    public void because(RebalanceReason reason, RebalanceHistory history, int generation, long nowMs) {
        if (!history.isRunning()) {
            byKind.computeIfAbsent(reason.getClass(), _ -> new LongAdder()).increment();
        }
        history.because(reason, generation, nowMs);
    }

    /** By the kind's name in lower case, its words parted by underscores: {@code session_timed_out}. */
    public Map<String, Long> byReason() {
        Map<String, Long> counts = new TreeMap<>();
        byKind.forEach((kind, count) -> counts.put(
                NEW_WORD.matcher(kind.getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT), count.sum()));
        return counts;
    }
}
