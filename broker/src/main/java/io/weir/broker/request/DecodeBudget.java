package io.weir.broker.request;

import java.util.concurrent.Semaphore;

/**
 * Bounds what large requests may cost on the heap together: a request of 100 MB that is all small names becomes several
 * hundred MB of objects. Small requests, and records, which are never copied to the heap, do not count.
 *
 * <p>A request that finds the budget used up waits, on its own connection's thread.
 */
final class DecodeBudget {

    private static final int SMALL_BYTES = 64 * 1024;
    private static final int UNIT_BYTES = 1024;
    private static final long SHARE_OF_HEAP = 16;

    private final int units;
    private final Semaphore free;

    /** A budget of a sixteenth of the heap's limit, since objects take several times the bytes of the wire. */
    static DecodeBudget ofHeap() {
        long bytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return new DecodeBudget((int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT_BYTES)));
    }

    DecodeBudget(int units) {
        this.units = units;
        this.free = new Semaphore(units, true);
    }

    /** Takes a request's part of the budget, all of it when the request is larger; to be closed when it is handled. */
    Share enter(int frameBytes) {
        if (frameBytes <= SMALL_BYTES) {
            // Not even asked for: a fair semaphore would queue it behind those who wait.
            return () -> {};
        }
        int share = Math.min(units, frameBytes / UNIT_BYTES);
        free.acquireUninterruptibly(share);
        return () -> free.release(share);
    }

    /** A part of the budget. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
