package io.weir.log.disk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads that wait for the device in the place of virtual ones. A virtual thread that waits in a file call
 * holds its carrier, and two of those stall every connection of a machine with two cores; one that waits for a thread of
 * these is parked.
 *
 * <p>Who comes first is served first; each caller has one piece of work at a time, so none can crowd out the others.
 * Threads end when there is nothing to do.
 */
final class DiskThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    DiskThreads(String name, int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name + "-", 0).factory(),
                (work, _) -> work.run());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the work here when the caller is a platform thread, else on one of these threads, for which the caller waits
     * whatever happens: the work may use its buffers.
     */
    <T, E extends Exception> T call(Disk.Work<T, E> work) throws E {
        if (!Thread.currentThread().isVirtual()) {
            return work.run();
        }
        CompletableFuture<T> outcome = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                outcome.complete(work.run());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw DiskThreads.<RuntimeException>asThrown(e.getCause() == null ? e : e.getCause());
        }
    }

    /** What is under way ends by itself; what comes later is done by its callers. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** The work can throw nothing but what its callers expect. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asThrown(Throwable cause) throws X {
        throw (X) cause;
    }
}
