package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One partition's part of a group's database: the view, and beside it the offset up to which it was applied. Because
 * both change together, a record that is delivered again after a member's loss has no second effect. That is how an
 * application makes exactly once out of at least once.
 *
 * @param <S> what the view knows of one key
 */
final class PartitionStore<S> {

    private final View<S> view;
    private final List<Flight> applied = new ArrayList<>();
    private long nextOffset;
    private int redelivered;

    PartitionStore(View<S> view) {
        this.view = view;
    }

    /** Applies a flight unless its offset was applied before; returns whether it did. */
    synchronized boolean apply(long offset, Flight flight) {
        if (offset < nextOffset) {
            redelivered++;
            return false;
        }
        view.apply(flight);
        applied.add(flight);
        nextOffset = offset + 1;
        return true;
    }

    /** How many flights took effect. */
    synchronized int appliedCount() {
        return applied.size();
    }

    /** How many deliveries had no effect because an earlier one had. */
    synchronized int redeliveredCount() {
        return redelivered;
    }

    /** The flights that took effect, in the order in which they did. */
    synchronized List<Flight> applied() {
        return List.copyOf(applied);
    }

    synchronized Map<String, S> state() {
        return view.state();
    }
}
