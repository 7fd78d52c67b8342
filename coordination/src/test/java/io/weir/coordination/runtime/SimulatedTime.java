package io.weir.coordination.runtime;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** Time that passes only when a test says so, and the threads of a world with one thread. */
public final class SimulatedTime implements CoordinatorTime, Executor {

    private static final long START_WALL_CLOCK_MS = 1_800_000_000_000L;

    private static final class Task {
        private final long atMs;
        private final long sequence;
        private final Runnable action;
        private boolean cancelled;

        Task(long atMs, long sequence, Runnable action) {
            this.atMs = atMs;
            this.sequence = sequence;
            this.action = action;
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.atMs).thenComparingLong(task -> task.sequence));
    private long nowMs;
    private long sequence;

    @Override
    public long wallClockMs() {
        return START_WALL_CLOCK_MS + nowMs;
    }

    @Override
    public long monotonicMs() {
        return nowMs;
    }

    @Override
    public Cancellation wakeUpIn(long delayMs, Runnable action) {
        Task task = new Task(nowMs + delayMs, sequence++, action);
        tasks.add(task);
        return () -> task.cancelled = true;
    }

    /** Runs the action soon: at this time, after what is already due. */
    @Override
    public void execute(Runnable action) {
        wakeUpIn(0, action);
    }

    /** Runs everything that is due now. */
    public void settle() {
        pass(0);
    }

    /** Lets time pass, and everything happen that falls into it, in order. */
    public void pass(long ms) {
        long untilMs = nowMs + ms;
        for (Task task = tasks.peek(); task != null && task.atMs <= untilMs; task = tasks.peek()) {
            tasks.remove();
            nowMs = Math.max(nowMs, task.atMs);
            if (!task.cancelled) {
                task.action.run();
            }
        }
        nowMs = untilMs;
    }
}
