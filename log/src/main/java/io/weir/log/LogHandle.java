package io.weir.log;

import io.weir.log.config.LogConfig;
import io.weir.log.disk.DiskSpace;
import io.weir.log.disk.DiskTrouble;
import io.weir.log.error.LogException;
import io.weir.log.error.LogMovedException;
import io.weir.log.error.LogStorageException;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that is opened when it is first needed, and goes offline for good when its disk fails. Keeps the lock under which
 * it changes, and how far it is durable.
 */
final class LogHandle {

    /** Work on an open log that may meet a failing disk. */
    interface Work<T> {
        T on(OpenLog log) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LogHandle.class);

    private final LogEnvironment environment;
    private final LogLocation location;
    private final LogOrigin origin;
    private final RecoveryPoints recoveryPoints;
    private final DurabilityListener listener;
    private final DiskFull full = new DiskFull();
    private final LogLocks locks = new LogLocks();
    private final ReentrantLock lock = locks.changes();
    private volatile LogConfig config;
    private volatile @Nullable OpenLog open;
    private volatile @Nullable LogException failure;
    private volatile long durableOffset = -1;

    LogHandle(
            LogEnvironment environment,
            LogLocation location,
            LogConfig config,
            LogOrigin origin,
            RecoveryPoints recoveryPoints,
            DurabilityListener listener) {
        this.environment = environment;
        this.location = location;
        this.config = config;
        this.origin = origin;
        this.recoveryPoints = recoveryPoints;
        this.listener = listener;
    }

    LogConfig config() {
        return config;
    }

    void config(LogConfig changed) {
        config = changed;
        OpenLog log = open;
        if (log != null) {
            log.state().config(changed);
            requestFlush(log, false);
        }
    }

    /** Everything below is durable, or need not be. Known from the first use on. */
    long durableOffset() {
        return durableOffset;
    }

    /** Under the lock. */
    void lowerDurableOffset(long offset) {
        durableOffset = Math.min(durableOffset, offset);
    }

    /** Under the lock. */
    void restartDurableOffset(long offset) {
        durableOffset = offset;
    }

    Optional<OpenLog> ifOpen() {
        return Optional.ofNullable(open);
    }

    LogLocks locks() {
        return locks;
    }

    Optional<LogException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The open log; read from its folder at the first call. */
    OpenLog open() {
        checkOnline();
        OpenLog log = open;
        return log != null ? log : load();
    }

    /** Work that needs no lock. */
    <T> T reading(Work<T> work) {
        OpenLog log = open();
        try {
            return work.on(log);
        } catch (IOException e) {
            throw DiskTrouble.of(e) == DiskTrouble.BROKEN
                    ? failed(e)
                    : new LogStorageException("Reading " + location.folder() + " failed: " + e.getMessage(), e);
        }
    }

    /** Work under the lock; a failing disk takes the log offline, a full one refuses what can be tried again. */
    <T> T changing(Work<T> work) {
        OpenLog log = open();
        lock.lock();
        try {
            checkOnline();
            return work.on(log);
        } catch (IOException e) {
            throw refused(e);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #changing}, for changes other than appends: no flush has a hand in the files meanwhile. */
    <T> T reshaping(Work<T> work) {
        open();
        locks.passes().lock();
        try {
            return changing(work);
        } finally {
            locks.passes().unlock();
        }
    }

    /** As {@link #changing}, but a full disk puts the work off: it is done again by the clock. */
    void tending(Work<?> work) {
        changing(log -> {
            try {
                var _ = work.on(log);
                full.isOver();
            } catch (IOException e) {
                if (!full.explains(e)) {
                    throw e;
                }
            }
            return true;
        });
    }

    /** As {@link #changing}, but a full disk refuses the work and leaves the log usable, if nothing was changed. */
    AppendResult appending(int bytes, boolean isUrgent, Work<AppendResult> work) {
        OpenLog log = open();
        checkRoom(log, bytes, isUrgent);
        AppendResult result;
        lock.lock();
        try {
            checkOnline();
            result = writing(log, isUrgent, work);
            if (!config.flush().beforeAck()) {
                durableOffset = Math.max(durableOffset, log.state().end().offset());
            }
        } catch (IOException e) {
            throw refused(e);
        } finally {
            lock.unlock();
        }
        if (!result.isDuplicate()) {
            requestFlush(log, isUrgent);
        }
        return result;
    }

    /** Ends the log's use, also when the work fails: afterwards every use fails for this reason. Waits for flush and compaction. */
    void end(String reason, Work<?> work) throws IOException {
        locks.compaction().shut();
        try {
            endUndisturbed(reason, work);
        } finally {
            locks.compaction().leave();
        }
    }

    private void endUndisturbed(String reason, Work<?> work) throws IOException {
        locks.passes().lock();
        lock.lock();
        OpenLog log = open;
        try {
            if (log != null && failure == null) {
                work.on(log);
            }
        } finally {
            failure = new LogStorageException(reason);
            try {
                if (log != null) {
                    log.flush().end();
                    LogClose.abandon(log);
                }
            } finally {
                lock.unlock();
                locks.passes().unlock();
            }
        }
    }

    /**
     * Ends the log's use here once the work is done, and nothing else is done meanwhile; from then on every use throws
     * {@link LogMovedException}. All goes on as before when the work fails.
     */
    void leave(Work<?> work) throws IOException {
        OpenLog log = open();
        locks.compaction().shut();
        try {
            locks.passes().lock();
            lock.lock();
            try {
                checkOnline();
                var _ = work.on(log);
                failure = new LogMovedException("The log " + location.folder() + " has moved");
                log.flush().end();
                LogClose.abandon(log);
                log.flush().drop();
            } finally {
                lock.unlock();
                locks.passes().unlock();
            }
        } finally {
            if (failure == null) {
                locks.compaction().open();
            }
            locks.compaction().leave();
        }
    }

    /** Takes the log offline, unless it is already. */
    void fail(LogException cause) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = cause;
        }
        locks.compaction().askToStop();
        LOG.error("{}", cause.getMessage());
        listener.onOffline(String.valueOf(cause.getMessage()));
    }

    private OpenLog load() {
        lock.lock();
        try {
            checkOnline();
            OpenLog log = open;
            if (log == null) {
                LogConfig now = config;
                log = environment
                        .disk()
                        .runAside(() -> OpenLog.load(environment, location, now, origin, locks, new FlushOutcome()));
                durableOffset = log.state().end().offset();
                // A log that was moved aside, or lost its tail, is behind what was written down about it.
                recoveryPoints.lower(location.name(), durableOffset);
                open = log;
            }
            return log;
        } catch (IOException e) {
            throw refused(e);
        } catch (LogException e) {
            fail(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void checkRoom(OpenLog log, int bytes, boolean isUrgent) {
        if (!environment.disk().space().admits(bytes, isUrgent)) {
            throw new LogStorageException(fullMessage());
        }
        if (log.flush().waitsForRoom()) {
            environment.flusher().request(log.flush());
            if (log.flush().waitsForRoom()) {
                throw new LogStorageException(fullMessage());
            }
        }
    }

    /** What is not urgent is refused where it finds no room; for what is, the reserve is given up. */
    private <T> T writing(OpenLog log, boolean isUrgent, Work<T> work) throws IOException {
        try {
            return work.on(log);
        } catch (IOException e) {
            if (DiskTrouble.of(e) != DiskTrouble.FULL) {
                throw e;
            }
            DiskSpace space = environment.disk().space();
            boolean _ = space.foundFull();
            if (isUrgent && space.giveUpReserve()) {
                return work.on(log);
            }
            throw e;
        }
    }

    private String fullMessage() {
        return "The disk of " + location.folder() + " is full";
    }

    private void requestFlush(OpenLog log, boolean isUrgent) {
        if (config.flush().beforeAck()) {
            if (!listener.isAwaited()) {
                environment.flusher().requestLater(log.flush());
            } else if (isUrgent) {
                environment.flusher().requestNow(log.flush());
            } else {
                environment.flusher().request(log.flush());
            }
            return;
        }
        long unflushed = log.state().end().offset() - log.flush().progress().durableOffset();
        if (unflushed >= config.flush().messages() || log.state().hasRolled()) {
            environment.flusher().request(log.flush());
        }
        listener.onDurable(durableOffset);
    }

    private LogStorageException refused(IOException cause) {
        return switch (DiskTrouble.of(cause)) {
            case FULL -> new LogStorageException(fullMessage(), cause);
            case EXHAUSTED ->
                new LogStorageException(
                        "No file handle or memory is left for " + location.folder() + " (" + cause.getMessage()
                                + "): allow the broker more (ulimit -n)",
                        cause);
            case MISSING, BROKEN -> failed(cause);
        };
    }

    private LogStorageException failed(IOException cause) {
        LogStorageException storage =
                new LogStorageException("The disk of " + location.folder() + " failed: " + cause.getMessage(), cause);
        fail(storage);
        if (DiskTrouble.of(cause) == DiskTrouble.BROKEN) {
            listener.onDiskFailure(String.valueOf(cause.getMessage()));
        }
        return storage;
    }

    private void checkOnline() {
        LogException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    private final class FlushOutcome implements LogFlush.Outcome {
        @Override
        public void durable(long offset) {
            durableOffset = Math.max(durableOffset, offset);
        }

        @Override
        public void announce() {
            listener.onDurable(durableOffset);
        }

        @Override
        public void failed(IOException cause) {
            // After a failed force nobody knows what is on the disk, be it only full.
            LogHandle.this.failed(cause);
        }
    }
}
