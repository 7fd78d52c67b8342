package io.weir.coordination.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a machine: the time it happens at, and what the machine wants done, as data and in order.
 *
 * @param <T> what a timer of the machine carries
 */
public final class Step<T> {

    private final long nowMs;
    private final int maxRecordBytes;
    private final List<CoordinatorRecord> records = new ArrayList<>();
    private final List<Answer<?>> answers = new ArrayList<>();
    private final List<TimerChange<T>> timerChanges = new ArrayList<>();

    Step(long nowMs, int maxRecordBytes) {
        this.nowMs = nowMs;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Wall-clock time in ms since 1970, the same for the whole step. */
    public long nowMs() {
        return nowMs;
    }

    /** Whether the log can take a record of this size; one that does not fit must not be appended. */
    public boolean fits(CoordinatorRecord candidate) {
        return candidate.sizeBytes() <= maxRecordBytes;
    }

    /** The most bytes key and value of one record may have together. */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /** Writes a record. Every answer of this step waits until it is committed. */
    public void append(CoordinatorRecord record) {
        records.add(record);
    }

    /**
     * Answers somebody, when everything written so far is committed.
     *
     * @throws IllegalStateException when this token was answered before
     */
    public <R> void answer(Waiting<R> waiting, R response) {
        waiting.markAnswered();
        answers.add(new Answer<>(waiting, response));
    }

    /** Starts the timer of this key, or starts it anew. Timers are forgotten when the shard is unloaded. */
    public void schedule(Object key, long delayMs, T timer) {
        timerChanges.add(new TimerChange<>(key, delayMs, timer));
    }

    /** Stops the timer of this key, if there is one. */
    public void cancel(Object key) {
        timerChanges.add(new TimerChange<>(key, 0, null));
    }

    List<CoordinatorRecord> records() {
        return records;
    }

    List<Answer<?>> answers() {
        return answers;
    }

    List<TimerChange<T>> timerChanges() {
        return timerChanges;
    }

    /** What to tell whom. */
    record Answer<R>(Waiting<R> waiting, R response) {
        void deliver() {
            waiting.future().complete(response);
        }
    }

    /** A timer to start, or to stop when it carries nothing. */
    record TimerChange<T>(
            Object key, long delayMs, @Nullable T timer) {}
}
