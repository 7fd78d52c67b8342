package io.weir.coordination.streams;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tasks a member has; never changes.
 *
 * @param active those it runs, each with the epoch in which it got it: a commit from before is a stranger's (KIP-1251)
 */
record HeldTasks(SortedMap<TaskId, Integer> active, SortedSet<TaskId> standby, SortedSet<TaskId> warmup) {

    static final HeldTasks NONE =
            new HeldTasks(Collections.emptySortedMap(), Collections.emptySortedSet(), Collections.emptySortedSet());

    HeldTasks {
        active = Collections.unmodifiableSortedMap(new TreeMap<>(active));
        standby = Collections.unmodifiableSortedSet(new TreeSet<>(standby));
        warmup = Collections.unmodifiableSortedSet(new TreeSet<>(warmup));
    }

    Tasks toTasks() {
        return new Tasks(new TreeSet<>(active.keySet()), standby, warmup);
    }

    boolean isEmpty() {
        return active.isEmpty() && standby.isEmpty() && warmup.isEmpty();
    }

    HeldTasks plus(HeldTasks others) {
        SortedMap<TaskId, Integer> moreActive = new TreeMap<>(active);
        moreActive.putAll(others.active);
        return new HeldTasks(moreActive, union(standby, others.standby), union(warmup, others.warmup));
    }

    HeldTasks plus(Tasks others, int epoch) {
        SortedMap<TaskId, Integer> newlyActive = new TreeMap<>();
        others.active().forEach(task -> newlyActive.put(task, epoch));
        return plus(new HeldTasks(newlyActive, others.standby(), others.warmup()));
    }

    /** Those that are among the tasks, in the same role. */
    HeldTasks within(Tasks tasks) {
        SortedMap<TaskId, Integer> keptActive = new TreeMap<>(active);
        keptActive.keySet().retainAll(tasks.active());
        SortedSet<TaskId> keptStandby = new TreeSet<>(standby);
        keptStandby.retainAll(tasks.standby());
        SortedSet<TaskId> keptWarmup = new TreeSet<>(warmup);
        keptWarmup.retainAll(tasks.warmup());
        return new HeldTasks(keptActive, keptStandby, keptWarmup);
    }

    /** Those that are not. */
    HeldTasks without(Tasks tasks) {
        SortedMap<TaskId, Integer> leftActive = new TreeMap<>(active);
        leftActive.keySet().removeAll(tasks.active());
        return new HeldTasks(leftActive, difference(standby, tasks.standby()), difference(warmup, tasks.warmup()));
    }

    private static SortedSet<TaskId> union(SortedSet<TaskId> some, SortedSet<TaskId> others) {
        SortedSet<TaskId> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    static SortedSet<TaskId> difference(SortedSet<TaskId> some, SortedSet<TaskId> others) {
        SortedSet<TaskId> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }
}
