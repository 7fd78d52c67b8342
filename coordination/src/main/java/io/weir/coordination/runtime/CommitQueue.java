package io.weir.coordination.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Answers and effects that wait for batches to be committed, in the order of the batches. */
final class CommitQueue {

    private record Held(long batch, Step.Outcome outcome) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private final CoordinatorLog log;
    private long committedBatch;

    /** For what is written to this log. */
    CommitQueue(CoordinatorLog log) {
        this.log = log;
    }

    /** Delivers the outcome when this batch and all before it are committed: now, if they are. */
    void deliverAfter(long batch, Step.Outcome outcome) {
        if (batch <= committedBatch) {
            outcome.deliver(log);
        } else {
            held.add(new Held(batch, outcome));
        }
    }

    /** This batch is committed, and with it all before it. */
    void committed(long batch) {
        committedBatch = Math.max(committedBatch, batch);
        while (!held.isEmpty() && held.peek().batch <= committedBatch) {
            held.poll().outcome.deliver(log);
        }
    }

    /** Gives up the batches up to this one: what they hold is the caller's, later ones do not wait for them. */
    List<Step.Outcome> takeAll(long lastBatch) {
        List<Step.Outcome> all = held.stream().map(Held::outcome).toList();
        held.clear();
        committedBatch = Math.max(committedBatch, lastBatch);
        return all;
    }
}
