package io.weir.benchmarks.replicated;

import java.util.ArrayList;
import java.util.List;

/** When acknowledgements came, all by {@link System#nanoTime}. Safe for use by several threads. */
final class Gaps {

    private final List<Long> times = new ArrayList<>();

    synchronized void acknowledged(long ns) {
        times.add(ns);
    }

    /** When the last one came; long ago where there was none. */
    synchronized long lastNs() {
        return times.isEmpty() ? System.nanoTime() - Long.MAX_VALUE / 2 : times.getLast();
    }

    /** The longest time between two in a row of which the second came after this time; 0 where there are none. */
    synchronized long longestSince(long ns) {
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) - ns > 0) {
                longest = Math.max(longest, times.get(i) - times.get(i - 1));
            }
        }
        return longest;
    }
}
