package io.weir.benchmarks.wire;

import io.weir.benchmarks.stats.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests when they are due, connection after connection, whether or not answers come: an open loop.
 *
 * <p>When a connection has too many requests waiting, those due meanwhile are sent late, and their latency still counts
 * from when they were due.
 */
public final class Pacer implements AutoCloseable {

    /** A thread that parks wakes up to this much late; where there is time between requests, it spins instead. */
    private static final long PARK_JITTER_NS = 80_000;

    private static final long MIN_SPACING_TO_SPIN_NS = 500_000;
    private static final int MAX_PENDING = 256;
    private static final long FULL_PAUSE_NS = 200_000;

    private final Schedule schedule;
    private final long count;
    private final List<WireConnection> connections;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("pacer").unstarted(this::run);
    private volatile boolean isClosed;

    public Pacer(Schedule schedule, long count, List<WireConnection> connections) {
        this.schedule = schedule;
        this.count = count;
        this.connections = connections;
    }

    public void start() {
        thread.start();
    }

    /** Whether everything was sent; throws what kept it from that. */
    public boolean isDone() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("Sending failed", thrown);
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            for (long i = 0; i < count && !isClosed; i++) {
                awaitTurn(schedule.dueNs(i));
                WireConnection connection = connections.get((int) (i % connections.size()));
                while (connection.pending() >= MAX_PENDING && !isClosed) {
                    LockSupport.parkNanos(FULL_PAUSE_NS);
                }
                connection.send(schedule.dueNs(i));
            }
        } catch (IOException | RuntimeException e) {
            if (!isClosed) {
                failure.set(e);
            }
        }
    }

    private void awaitTurn(long dueNs) {
        long spinNs = schedule.spacingNs() >= MIN_SPACING_TO_SPIN_NS ? PARK_JITTER_NS : 0;
        for (long wait = dueNs - System.nanoTime(); wait > 0 && !isClosed; wait = dueNs - System.nanoTime()) {
            if (wait > spinNs) {
                LockSupport.parkNanos(wait - spinNs);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
