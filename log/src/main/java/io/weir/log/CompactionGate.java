package io.weir.log;

import io.weir.log.compaction.CleaningAbortedException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps runs of compaction and the end of a log apart. A run makes files in the log's folder, which may be another log's
 * as soon as this one has ended: so whoever ends it asks the run to stop, and waits until it has.
 */
final class CompactionGate {

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean shutting;

    /** Begins a run; to be followed by {@link #leave}. */
    void enter() {
        lock.lock();
    }

    void leave() {
        lock.unlock();
    }

    /** Asked at each stride of a run. */
    void checkOpen() {
        if (shutting) {
            throw new CleaningAbortedException("the log is closed, deleted or offline");
        }
    }

    /** Lets the run under way end at its next stride, and no other begin. Waits for nothing. */
    void askToStop() {
        shutting = true;
    }

    /** Lets runs in again: what they were kept out for has not come about. */
    void open() {
        shutting = false;
    }

    /** Keeps runs out from now on; waits for the one under way. To be followed by {@link #leave}. */
    void shut() {
        askToStop();
        lock.lock();
    }
}
