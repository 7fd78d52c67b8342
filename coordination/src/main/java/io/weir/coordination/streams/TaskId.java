package io.weir.coordination.streams;

import java.util.Comparator;

/** The part of a subtopology that works on one partition of its topics. */
record TaskId(String subtopology, int partition) implements Comparable<TaskId> {

    private static final Comparator<TaskId> ORDER =
            Comparator.comparing(TaskId::subtopology).thenComparingInt(TaskId::partition);

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }
}
