package io.weir.broker.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform thread that waits for its sockets and, in the same thread, carries the virtual threads that serve them: from
 * the arrival of a request to its handler no other thread has to be woken. What is to be done is a queue, from which another
 * loop that has nothing to do may take.
 */
final class EventLoop implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** Work that would take one thread longer is worth waking another for. */
    static final long WORTH_SHARING_NANOS = 200_000;

    /** Sockets are not left alone for longer than this by a task, and a look by another loop. */
    private static final long HELD_NANOS = 20_000_000;

    /** How often a loop without work looks whether another is held up. */
    private static final long LOOK_MS = 1_000;

    /** How often it looks after the sockets of one that is. */
    private static final long STAND_IN_MS = 1;

    /** A new measurement counts for an eighth of the average. */
    private static final int AVERAGE_SHIFT = 3;

    /** Tasks after which sockets are looked at again though there are more. */
    private static final int MAX_RUN = 64;

    /** Where a loop without work finds some, and whom one with too much can wake. */
    interface Others {

        /** A task of another loop, if there is one. */
        @Nullable
        Runnable steal(EventLoop thief);

        /** Wakes one that sleeps, if there is one. */
        void wakeOne(EventLoop busy);

        /** Looks after the sockets of those that are held up by a task; whether there is one. */
        boolean standIn(EventLoop free);
    }

    private final Selector selector;
    private final Others others;
    private final LoopThreads threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean isInTask;
    private volatile long taskStartNanos;
    private int ready;
    private long averageTaskNanos;

    private EventLoop(Selector selector, Others others, LoopThreads threads) {
        this.selector = selector;
        this.others = others;
        this.threads = threads;
    }

    static EventLoop open(Others others, LoopThreads threads) {
        try {
            return new EventLoop(Selector.open(), others, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(String name) {
        Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Starts a virtual thread, and carries it where that is possible. */
    void startThread(Runnable work) {
        threads.start(this, work);
    }

    /** Has the task done soon, here or by another loop. Wakes the loop once, however many tasks come while it sleeps. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (asleep.get()) {
            wake();
        } else if (isInTask && System.nanoTime() - taskStartNanos > WORTH_SHARING_NANOS) {
            // What it does takes long, or waits for just this task in a way that holds its carrier.
            others.wakeOne(this);
        }
        if (ended) {
            runLeftOvers();
        }
    }

    /** Watches a channel for nothing yet. */
    SelectionKey register(SelectableChannel channel, LoopSocket socket) throws IOException {
        return channel.register(selector, 0, socket);
    }

    /** Lets changes to keys take effect. */
    void wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    @Nullable
    Runnable pollTask() {
        return tasks.poll();
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isAsleep() {
        return asleep.get();
    }

    boolean isHeld() {
        return isInTask && System.nanoTime() - taskStartNanos > HELD_NANOS;
    }

    /** By another loop: what is ready becomes tasks. */
    void selectNow() {
        try {
            selector.selectNow(this::serve);
        } catch (IOException | ClosedSelectorException e) {
            LOG.debug("looking after the sockets of another network thread: {}", e.toString());
        }
    }

    /** Ends when its channels are closed. Threads that wait for something else go on elsewhere. */
    void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closed || !selector.keys().isEmpty()) {
                runTasks();
                select(others.standIn(this) ? STAND_IN_MS : LOOK_MS);
            }
        } catch (IOException e) {
            LOG.error("a network thread ended: {}", e.toString());
        } finally {
            ended = true;
            runLeftOvers();
        }
    }

    private void runTasks() {
        Runnable task = next();
        if (task == null) {
            return;
        }
        long start = System.nanoTime();
        long now = start;
        int done = 0;
        taskStartNanos = now;
        isInTask = true;
        while (task != null && done < MAX_RUN) {
            runOne(task);
            now = System.nanoTime();
            taskStartNanos = now;
            done++;
            task = done < MAX_RUN ? next() : null;
        }
        isInTask = false;
        averageTaskNanos += ((now - start) / done - averageTaskNanos) >> AVERAGE_SHIFT;
    }

    private @Nullable Runnable next() {
        Runnable own = tasks.poll();
        return own == null ? others.steal(this) : own;
    }

    private static void runOne(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task of a network thread failed", e);
        }
    }

    private void select(long timeoutMs) throws IOException {
        ready = 0;
        asleep.set(true);
        if (tasks.isEmpty()) {
            selector.select(this::serve, timeoutMs);
            asleep.set(false);
        } else {
            asleep.set(false);
            selector.selectNow(this::serve);
        }
        if (ready > 1 && ready * averageTaskNanos > WORTH_SHARING_NANOS) {
            others.wakeOne(this);
        }
    }

    private void serve(SelectionKey key) {
        ready++;
        // Or what becomes ready here would wake the one that is awake.
        asleep.set(false);
        try {
            ((LoopSocket) key.attachment()).ready();
        } catch (CancelledKeyException e) {
            LOG.debug("a connection was closed as it became ready");
        }
    }

    /** Virtual threads keep the loop as their scheduler, also when it has ended: by then they are few. */
    private void runLeftOvers() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            Runnable taken = task;
            Thread.ofPlatform().daemon().name("network-end").start(() -> runOne(taken));
        }
    }
}
