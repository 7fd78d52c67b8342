package io.weir.coordination.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** Answers and effects that wait for batches to be committed, in the order of the batches. */
final class CommitQueue {

    private record Held(long batch, Step.Outcome outcome, long sinceMs) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private final CoordinatorLog log;
    private long committedBatch;

    /** For what is written to this log. */
    CommitQueue(CoordinatorLog log) {
        this.log = log;
    }

    /** Delivers the outcome when this batch and all before it are committed: now, if they are. */
    void deliverAfter(long batch, Step.Outcome outcome, long nowMs) {
        if (batch <= committedBatch) {
            outcome.deliver(log);
        } else {
            held.add(new Held(batch, outcome, nowMs));
        }
    }

    /** This batch is committed, and with it all before it. */
    void committed(long batch) {
        committedBatch = Math.max(committedBatch, batch);
        while (!held.isEmpty() && held.peek().batch <= committedBatch) {
            held.poll().outcome.deliver(log);
        }
    }

    /** Since when the answer waits that waits longest. */
    OptionalLong answerHeldSinceMs() {
        return held.stream()
                .filter(waiting -> waiting.outcome instanceof Step.Answer<?>)
                .mapToLong(Held::sinceMs)
                .findFirst();
    }

    /** Takes out the answers that have waited since then or longer; whatever else waits goes on waiting. */
    List<Step.Answer<?>> takeAnswersHeldSince(long sinceMs) {
        List<Step.Answer<?>> taken = new ArrayList<>();
        held.removeIf(waiting ->
                waiting.sinceMs <= sinceMs && waiting.outcome instanceof Step.Answer<?> answer && taken.add(answer));
        return taken;
    }

    /** Gives up the batches up to this one: what they hold is the caller's, later ones do not wait for them. */
    List<Step.Outcome> takeAll(long lastBatch) {
        List<Step.Outcome> all = held.stream().map(Held::outcome).toList();
        held.clear();
        committedBatch = Math.max(committedBatch, lastBatch);
        return all;
    }
}
