package io.weir.log;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The locks of one log.
 *
 * @param changes held by who changes the log
 * @param passes held by a flush while it writes or forces files, and by who ends the log; where both are needed, this
 *     one is taken first
 */
record LogLocks(ReentrantLock changes, ReentrantLock passes) {

    LogLocks() {
        this(new ReentrantLock(), new ReentrantLock());
    }
}
