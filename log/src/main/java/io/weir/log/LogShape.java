package io.weir.log;

import java.util.concurrent.atomic.AtomicInteger;

/** Whether a log is still what it was when a pass began: it was only appended to since, and has neither ended nor failed. */
final class LogShape {

    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean over;

    /** What to compare with later. */
    int now() {
        return changes.get();
    }

    /** Whether a pass that began at {@code seen} still tells of this log. */
    boolean isStill(int seen) {
        return !over && changes.get() == seen;
    }

    /** The log is changed otherwise than by appending. */
    void changed() {
        changes.incrementAndGet();
    }

    /** The log has ended, or failed: after a failed force no later one is believed, and its folder may be another's by now. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
