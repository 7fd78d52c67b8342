package io.weir.simulation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The events of a run. Safe for use by any thread; whoever reads it waits until the run is over. */
public final class History {

    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

    public void add(Entry entry) {
        entries.add(entry);
    }

    /** In the order of time; of one time, in the order in which they were added. */
    public List<Entry> entries() {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::atNanos));
        return sorted;
    }
}
