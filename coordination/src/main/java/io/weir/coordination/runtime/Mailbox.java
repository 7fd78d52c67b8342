package io.weir.coordination.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks one after the other in the order they arrive, on a thread borrowed from an executor only while there is
 * something to do. After each burst of tasks, when none is left or enough were run, the end of the burst is announced:
 * the moment to write what the burst produced.
 *
 * <p>Tasks see each other's effects; they must not throw.
 */
final class Mailbox implements Executor {

    /** Bounds how long the first task of a burst waits for the announcement. */
    private static final int TASKS_PER_BURST = 512;

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final Executor threads;
    private final Runnable burstEnded;

    Mailbox(Executor threads, Runnable burstEnded) {
        this.threads = threads;
        this.burstEnded = burstEnded;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        startIfIdle();
    }

    private void startIfIdle() {
        if (!tasks.isEmpty() && running.compareAndSet(false, true)) {
            threads.execute(this::runBurst);
        }
    }

    private void runBurst() {
        try {
            int ran = 0;
            Runnable task = tasks.poll();
            while (task != null) {
                task.run();
                ran++;
                task = ran < TASKS_PER_BURST ? tasks.poll() : null;
            }
            burstEnded.run();
        } finally {
            running.set(false);
            // A task that came after the last poll found the mailbox running: it is ours to start.
            startIfIdle();
        }
    }
}
