package io.weir.coordination.streams;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tasks of one member by what it does about them; never changes.
 *
 * @param active it runs them
 * @param standby it keeps copies of their state
 * @param warmup it copies their state in order to run them
 */
record Tasks(SortedSet<TaskId> active, SortedSet<TaskId> standby, SortedSet<TaskId> warmup) {

    static final Tasks NONE =
            new Tasks(Collections.emptySortedSet(), Collections.emptySortedSet(), Collections.emptySortedSet());

    Tasks {
        active = Collections.unmodifiableSortedSet(new TreeSet<>(active));
        standby = Collections.unmodifiableSortedSet(new TreeSet<>(standby));
        warmup = Collections.unmodifiableSortedSet(new TreeSet<>(warmup));
    }

    boolean isEmpty() {
        return active.isEmpty() && standby.isEmpty() && warmup.isEmpty();
    }

    /** Whether one of these is among the others, in the same role. */
    boolean intersects(Tasks others) {
        return !Collections.disjoint(active, others.active)
                || !Collections.disjoint(standby, others.standby)
                || !Collections.disjoint(warmup, others.warmup);
    }

    boolean containsAll(Tasks others) {
        return active.containsAll(others.active)
                && standby.containsAll(others.standby)
                && warmup.containsAll(others.warmup);
    }

    /** All of them, whatever the role. */
    SortedSet<TaskId> all() {
        SortedSet<TaskId> all = new TreeSet<>(active);
        all.addAll(standby);
        all.addAll(warmup);
        return all;
    }
}
