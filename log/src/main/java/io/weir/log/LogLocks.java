package io.weir.log;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The locks of one log. Who needs several takes the gate of compaction first, then the lock of passes, then that of
 * changes.
 *
 * @param changes held by who changes the log
 * @param passes held by a flush while it writes or forces files, and by who ends the log
 * @param compaction passed by a run of compaction, and shut by who ends the log
 */
record LogLocks(ReentrantLock changes, ReentrantLock passes, CompactionGate compaction) {

    LogLocks() {
        this(new ReentrantLock(), new ReentrantLock(), new CompactionGate());
    }
}
