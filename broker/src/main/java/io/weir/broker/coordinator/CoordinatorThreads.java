package io.weir.broker.coordinator;

import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.runtime.SystemCoordinatorTime;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What all coordinators of a broker run on: virtual threads for their loops, a few others to read their logs, a clock. */
public final class CoordinatorThreads implements AutoCloseable {

    private static final int REPLAY_THREADS = 2;

    private final SystemCoordinatorTime time = new SystemCoordinatorTime();
    private final ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService replayers = Executors.newFixedThreadPool(
            REPLAY_THREADS,
            Thread.ofPlatform().daemon().name("coordinator-replay-", 0).factory());

    public CoordinatorTime time() {
        return time;
    }

    public Executor loops() {
        return loops;
    }

    /** Threads that may wait for the disk. */
    Executor replayers() {
        return replayers;
    }

    @Override
    public void close() {
        time.close();
        replayers.shutdown();
        loops.shutdown();
    }
}
