package io.weir.log;

import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.OpenFiles;
import io.weir.log.flush.Flushable;
import io.weir.log.flush.LogId;
import io.weir.log.flush.SharedJournal;
import io.weir.log.flush.TailPass;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes a log durable: by its data folder's journal, or by forcing its own files. Sees to it that no pass tells of a log
 * that was changed meanwhile.
 */
final class LogFlush implements Flushable {

    /** What a flush tells the log about. */
    interface Outcome {
        /** Under the log's lock: everything below is durable. */
        void durable(long offset);

        /** Without any lock, after {@link #durable}: those who wait may go on. */
        void announce();

        void failed(IOException cause);
    }

    /** Of a log that has ended, so that its folder may be another's by now, or that finds no room. */
    private static final Pass NOTHING = new Pass() {
        @Override
        public void force() {
            // Nothing was written.
        }

        @Override
        public void complete() {
            // Nobody waits.
        }
    };

    private final ReentrantLock lock;
    private final ReentrantLock passes;
    private final LogState state;
    private final LogId id;
    private final Outcome outcome;
    private final LogProgress progress;
    private final DiskFull full = new DiskFull();
    private Optional<PartitionMetadata> missingMetadata;
    private @Nullable ForcePass unfinished;
    private final LogShape shape = new LogShape();
    private int truncations;

    LogFlush(LogLocks locks, LogState state, Uuid topicId, boolean hasMetadata, Outcome outcome) {
        this.lock = locks.changes();
        this.passes = locks.passes();
        this.state = state;
        this.id = new LogId(state.folder().getFileName().toString(), topicId);
        this.missingMetadata = hasMetadata ? Optional.empty() : Optional.of(new PartitionMetadata(topicId));
        this.outcome = outcome;
        this.progress = new LogProgress(state.end(), state.environment().nowMs());
    }

    LogProgress progress() {
        return progress;
    }

    /** Whether the last pass found the disk full, so that another is needed. */
    boolean waitsForRoom() {
        return full.isKnown();
    }

    /** Under the lock: how often the log was cut. */
    int truncations() {
        return truncations;
    }

    /** Under the lock, before the log is cut: what is in a pass now must not be believed. */
    void truncated(long endOffset) {
        cut();
        progress.cutTo(endOffset);
    }

    /** Under the lock, before everything is replaced by an empty log. */
    void restarted(long offset) {
        cut();
        progress.restartAt(offset);
    }

    /**
     * Under both locks, before segments up to {@code lastSegment} are changed otherwise than by appending: what the journal
     * holds of them is forced where it belongs, and void.
     *
     * @return false when the disk has no room for that, and nothing was done
     */
    boolean settle(long lastSegment) throws IOException {
        // First, so that no tail of a pass under way gets into the journal any more.
        shape.changed();
        if (journal().firstSegment(this) > lastSegment) {
            return true;
        }
        try {
            ForcePass pass = take();
            pass.write();
            pass.force();
            finish(pass);
            journal().forget(this);
        } catch (IOException e) {
            if (full.explains(e)) {
                return false;
            }
            throw e;
        }
        // Those who wait for what was just forced are told by the next pass, which holds no lock then.
        state.environment().flusher().request(this);
        return true;
    }

    /** Under both locks: all batches are durable where they belong, and no pass is under way that would have to tell. */
    boolean isSettled() {
        return progress.forcedOffset() == state.end().offset() && unfinished == null && !full.isKnown();
    }

    /** Under both locks: passes write and force nothing from now on. */
    void end() {
        shape.end();
    }

    /** After the end, when the folder is gone: the journal forgets the log. */
    void drop() {
        journal().drop(this);
    }

    @Override
    public LogId id() {
        return id;
    }

    /** The data folder: one for all its logs, and there before the first of them has a folder of its own. */
    @Override
    public Path directory() {
        Path dataFolder = state.folder().getParent();
        return dataFolder == null ? state.folder() : dataFolder;
    }

    @Override
    public SharedJournal journal() {
        return state.environment().journal();
    }

    @Override
    public long forcedOffset() {
        return progress.forcedOffset();
    }

    @Override
    public Optional<TailPass> beginTail() {
        lock.lock();
        try {
            LogEnd from = progress.durableEnd();
            LogEnd to = state.end();
            // A new folder is forced first: a deleted topic's folder of the same name may come back until then.
            if (from == null || from.active() != to.active() || state.hasRolled() || missingMetadata.isPresent()) {
                return Optional.empty();
            }
            return shape.isOver() || full.isKnown()
                    ? Optional.empty()
                    : Optional.of(new LogTail(this, from, to, shape, this::finish));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pass beginFlush() throws IOException {
        passes.lock();
        try {
            if (shape.isOver()) {
                return NOTHING;
            }
            ForcePass pass = take();
            pass.write();
            full.isOver();
            return new Forced(pass);
        } catch (IOException e) {
            if (full.explains(e)) {
                // The next pass takes over what this one has not written.
                return NOTHING;
            }
            throw e;
        } finally {
            passes.unlock();
        }
    }

    @Override
    public void flushFailed(IOException cause) {
        if (OpenFiles.isExhausted(cause) && full.explains(cause)) {
            // Nothing was forced, and nothing lost: the next pass takes over.
            return;
        }
        shape.end();
        outcome.failed(cause);
    }

    @Override
    public String toString() {
        return state.folder().toString();
    }

    private ForcePass take() {
        lock.lock();
        try {
            ForcePass before = unfinished;
            if (before != null) {
                before.giveBack(false);
            }
            ForcePass pass = ForcePass.take(state, progress.forcedOffset(), missingMetadata);
            unfinished = pass;
            return pass;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. False when another pass took over, or the log was cut: the pass tells nothing of the log as it is. */
    private boolean finish(ForcePass pass) {
        if (shape.isOver() || unfinished != pass) {
            return false;
        }
        unfinished = null;
        if (pass.hasMetadata()) {
            missingMetadata = Optional.empty();
        }
        pass.done();
        progress.forcedUpTo(pass.target(), state.environment().nowMs());
        outcome.durable(progress.durableOffset());
        return true;
    }

    /** The journal has a tail. */
    private void finish(LogTail tail) {
        boolean isDone;
        lock.lock();
        try {
            isDone = !tail.isVoid();
            if (isDone) {
                progress.durableUpTo(tail.end(), state.environment().nowMs());
                outcome.durable(progress.durableOffset());
            }
        } finally {
            lock.unlock();
        }
        announce(isDone);
    }

    private void cut() {
        truncations++;
        shape.changed();
        ForcePass before = unfinished;
        if (before != null) {
            before.giveBack(true);
            unfinished = null;
        }
    }

    private void announce(boolean isDone) {
        if (isDone) {
            outcome.announce();
        } else if (!shape.isOver()) {
            state.environment().flusher().request(this);
        }
    }

    /** A pass that forces the log's own files. */
    private final class Forced implements Pass {

        private final ForcePass pass;

        Forced(ForcePass pass) {
            this.pass = pass;
        }

        @Override
        public void force() throws IOException {
            passes.lock();
            try {
                // Files of a pass that is not the current one may be gone.
                if (!shape.isOver() && unfinished == pass) {
                    pass.force();
                }
            } finally {
                passes.unlock();
            }
        }

        @Override
        public void complete() {
            boolean isDone;
            lock.lock();
            try {
                isDone = finish(pass);
            } finally {
                lock.unlock();
            }
            journal().forced(LogFlush.this);
            announce(isDone);
        }
    }
}
