package io.weir.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that somebody ends by Ctrl-C or SIGTERM finish in order: commit, leave the group, flush. Open it before
 * everything that has to be closed in order.
 */
public final class Interruption implements AutoCloseable {

    private static final long GRACE_SECONDS = 5;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().unstarted(this::interrupted);
    private volatile Runnable stop = () -> {};

    private Interruption() {}

    /** Listens from now on, until it is closed. */
    public static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What makes the work stop soon; called from another thread, at most once. */
    public void onRequest(Runnable action) {
        stop = action;
    }

    private void interrupted() {
        stop.run();
        try {
            boolean _ = done.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is done. */
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook runs, and needs no removing.
        }
    }
}
