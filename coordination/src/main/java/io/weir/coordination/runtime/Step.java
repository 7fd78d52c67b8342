package io.weir.coordination.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a machine: the time it happens at, and what the machine wants done, as data and in order; but answers come
 * before all else that waits for the commit: somebody's time runs.
 *
 * @param <T> what a timer of the machine carries
 */
public final class Step<T> {

    private final long nowMs;
    private final int maxRecordBytes;
    private final long offsetAtLeast;
    private final List<Write> writes = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private int answers;
    private final List<TimerChange<T>> timerChanges = new ArrayList<>();

    Step(long nowMs, int maxRecordBytes, long offsetAtLeast) {
        this.nowMs = nowMs;
        this.maxRecordBytes = maxRecordBytes;
        this.offsetAtLeast = offsetAtLeast;
    }

    /** Wall-clock time in ms since 1970, the same for the whole step. */
    public long nowMs() {
        return nowMs;
    }

    /** Whether the log can take a record of this size; one that does not fit must not be appended. */
    public boolean fits(CoordinatorRecord candidate) {
        return candidate.sizeBytes() <= maxRecordBytes;
    }

    /**
     * Whether the log can take these, behind all that is written in this step so far, as one batch: then they are loaded
     * together or not at all. A step that becomes larger than a batch is torn into several, behind what fits.
     */
    public boolean fitTogether(List<CoordinatorRecord> candidates) {
        long bytes = 0;
        for (Write write : writes) {
            bytes += BatchWriter.sizeUpperBound(write.record());
        }
        for (CoordinatorRecord candidate : candidates) {
            bytes += BatchWriter.sizeUpperBound(candidate);
        }
        return bytes <= maxRecordBytes;
    }

    /** The most bytes key and value of one record may have together. */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /** No record of this step comes before this offset of the log. */
    public long offsetAtLeast() {
        return offsetAtLeast;
    }

    /** Lets the log forget what is before this offset, when everything written so far is committed. */
    public void prune(long beforeOffset) {
        outcomes.add(new Prune(beforeOffset));
    }

    /** Writes a record. Every answer of this step waits until it is committed. */
    public void append(CoordinatorRecord record) {
        writes.add(new Write(TransactionalProducer.NONE, record));
    }

    /** Writes a record as part of a producer's transaction: it counts when the transaction is committed. */
    public void appendPending(TransactionalProducer producer, CoordinatorRecord record) {
        writes.add(new Write(producer, record));
    }

    /**
     * Answers somebody, when everything written so far is committed.
     *
     * @throws IllegalStateException when this token was answered before
     */
    public <R> void answer(Waiting<R> waiting, R response) {
        waiting.markAnswered();
        outcomes.add(answers, new Answer<>(waiting, response));
        answers++;
    }

    /**
     * Lets something happen outside, when everything written so far is committed; never, when that fails. What has to
     * happen all the same is for {@link CoordinatorMachine#loaded} to find out. Must neither block nor throw.
     */
    public void whenCommitted(Runnable effect) {
        outcomes.add(new Effect(effect));
    }

    /** Starts the timer of this key, or starts it anew. Timers are forgotten when the shard is unloaded. */
    public void schedule(Object key, long delayMs, T timer) {
        timerChanges.add(new TimerChange<>(key, delayMs, timer));
    }

    /** Stops the timer of this key, if there is one. */
    public void cancel(Object key) {
        timerChanges.add(new TimerChange<>(key, 0, null));
    }

    List<Write> writes() {
        return writes;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<TimerChange<T>> timerChanges() {
        return timerChanges;
    }

    /** A record, and on whose behalf it is written. */
    record Write(TransactionalProducer producer, CoordinatorRecord record) {}

    /** What comes of a step once it is committed. */
    sealed interface Outcome {
        void deliver(CoordinatorLog log);
    }

    /** What to tell whom. */
    record Answer<R>(Waiting<R> waiting, R response) implements Outcome {
        @Override
        public void deliver(CoordinatorLog log) {
            waiting.future().complete(response);
        }
    }

    /** What to do. */
    record Effect(Runnable action) implements Outcome {
        @Override
        public void deliver(CoordinatorLog log) {
            action.run();
        }
    }

    /** What nobody needs any more. */
    record Prune(long beforeOffset) implements Outcome {
        @Override
        public void deliver(CoordinatorLog log) {
            log.prune(beforeOffset);
        }
    }

    /** A timer to start, or to stop when it carries nothing. */
    record TimerChange<T>(
            Object key, long delayMs, @Nullable T timer) {}
}
