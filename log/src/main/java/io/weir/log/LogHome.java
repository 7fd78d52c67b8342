package io.weir.log;

import io.weir.log.config.LogConfig;
import io.weir.log.error.LogStorageException;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.nio.file.Path;

/** Where a log lives, and what it is used by there; another one when it moves to another data folder. */
record LogHome(
        LogEnvironment environment,
        LogLocation location,
        LogOrigin origin,
        RecoveryPoints recoveryPoints,
        DurabilityListener listener,
        LogHandle handle,
        LogChores chores) {

    static LogHome of(
            LogEnvironment environment,
            LogLocation location,
            LogConfig config,
            LogOrigin origin,
            RecoveryPoints recoveryPoints,
            DurabilityListener listener) {
        LogHandle handle = new LogHandle(environment, location, config, origin, recoveryPoints, listener);
        LogChores chores = new LogChores(environment, handle, listener);
        return new LogHome(environment, location, origin, recoveryPoints, listener, handle, chores);
    }

    /** This log's home once the folder of a copy has its name. */
    LogHome movedTo(LogHome copy, LogOrigin known) {
        Path folder = copy.location.folder().resolveSibling(location.name());
        return of(
                copy.environment,
                new LogLocation(folder, location.topicId()),
                handle.config(),
                known,
                copy.recoveryPoints,
                new FolderListener(listener, copy.listener::onDiskFailure));
    }

    /** Has everything in place for a truncation. */
    void settle(OpenLog log) throws IOException {
        if (!log.flush().settle(log.state().segments().active().baseOffset())) {
            throw new LogStorageException("The disk of " + location.folder() + " is full");
        }
    }
}
