package io.weir.coordination.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Answers that wait for batches to be committed, in the order of the batches. */
final class CommitQueue {

    private record Held(long batch, Step.Answer<?> answer) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private long committedBatch;

    /** Delivers the answer when this batch and all before it are committed: now, if they are. */
    void deliverAfter(long batch, Step.Answer<?> answer) {
        if (batch <= committedBatch) {
            answer.deliver();
        } else {
            held.add(new Held(batch, answer));
        }
    }

    /** This batch is committed, and with it all before it. */
    void committed(long batch) {
        committedBatch = Math.max(committedBatch, batch);
        while (!held.isEmpty() && held.peek().batch <= committedBatch) {
            held.poll().answer.deliver();
        }
    }

    /** Gives up the batches up to this one: the answers they hold are the caller's, later ones do not wait for them. */
    List<Step.Answer<?>> takeAll(long lastBatch) {
        List<Step.Answer<?>> all =
                held.stream().<Step.Answer<?>>map(Held::answer).toList();
        held.clear();
        committedBatch = Math.max(committedBatch, lastBatch);
        return all;
    }
}
