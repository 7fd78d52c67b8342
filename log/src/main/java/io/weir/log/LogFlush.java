package io.weir.log;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.OpenFiles;
import io.weir.log.disk.WholeFile;
import io.weir.log.flush.Flushable;
import io.weir.log.segment.ForceMark;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of how far a log is durable, and makes it so.
 *
 * <p>A pass covers everything that was appended before it began: batches, the names of new files, the leader epochs and
 * the folder's metadata. Only then is the log durable up to where it ended.
 */
final class LogFlush implements Flushable {

    /** What a flush tells the log about. */
    interface Outcome {
        void durable(long offset);

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
    private final Uuid topicId;
    private final Outcome outcome;
    private volatile long flushedOffset;
    private volatile long lastFlushMs;
    private final DiskFull full = new DiskFull();
    private @Nullable FlushPass unfinished;
    private boolean metadataWritten;
    private int truncations;
    private boolean ended;

    LogFlush(LogLocks locks, LogState state, Uuid topicId, long flushedOffset, Outcome outcome) {
        this.lock = locks.changes();
        this.passes = locks.passes();
        this.state = state;
        this.topicId = topicId;
        this.flushedOffset = flushedOffset;
        this.outcome = outcome;
        this.lastFlushMs = state.environment().nowMs();
    }

    /** The metadata file is there already. */
    void metadataFound() {
        metadataWritten = true;
    }

    /** Everything below is on the disk. */
    long flushedOffset() {
        return flushedOffset;
    }

    /** Whether the last pass found the disk full, so that another is needed. */
    boolean waitsForRoom() {
        return full.isKnown();
    }

    long lastFlushMs() {
        return lastFlushMs;
    }

    /** Under the lock: how often the log was cut. */
    int truncations() {
        return truncations;
    }

    /** Under the lock, after the log was cut: what is in a pass now must not be believed. */
    void truncated(long endOffset) {
        truncations++;
        flushedOffset = Math.min(flushedOffset, endOffset);
    }

    /** Under the lock, after everything was replaced by an empty log. */
    void restarted(long offset) {
        truncations++;
        flushedOffset = offset;
    }

    /** Under both locks: all batches are durable where they belong, and no pass is under way that would have to tell. */
    boolean isSettled() {
        return flushedOffset == state.end().offset() && unfinished == null && !full.isKnown();
    }

    /** Under both locks: passes write and force nothing from now on. */
    void end() {
        ended = true;
    }

    @Override
    public Pass beginFlush() throws IOException {
        passes.lock();
        try {
            FlushPass pass = take();
            if (pass == null) {
                return NOTHING;
            }
            pass.write();
            full.isOver();
            return pass;
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
        outcome.failed(cause);
    }

    /** The data folder: one for all its logs, and there before the first of them has a folder of its own. */
    @Override
    public Path directory() {
        Path dataFolder = state.folder().getParent();
        return dataFolder == null ? state.folder() : dataFolder;
    }

    @Override
    public String toString() {
        return state.folder().toString();
    }

    /** What there is to do; null when the log has ended. */
    private @Nullable FlushPass take() {
        lock.lock();
        try {
            if (ended) {
                return null;
            }
            FlushPass before = unfinished;
            if (before != null) {
                before.taken.giveBack(state, before.truncationsSeen != truncations);
            }
            FlushPass pass = new FlushPass();
            unfinished = pass;
            return pass;
        } finally {
            lock.unlock();
        }
    }

    private List<ForceMark> marks(List<Segment> sealed) {
        SegmentList segments = state.segments();
        Set<Segment> changed = new LinkedHashSet<>(sealed);
        changed.retainAll(segments.segments());
        changed.addAll(segments.segments().subList(segments.indexFor(flushedOffset), segments.size()));
        List<ForceMark> marks = new ArrayList<>();
        changed.forEach(segment -> segment.beginForce().ifPresent(marks::add));
        return marks;
    }

    private Disk disk() {
        return state.environment().disk();
    }

    private final class FlushPass implements Pass {

        private final long target = state.end().offset();
        private final int truncationsSeen = truncations;
        private final LeaderEpochs epochs = state.epochs();
        private final UnforcedChanges taken = UnforcedChanges.take(state);
        private final List<ForceMark> marks = marks(taken.sealed());
        private final boolean metadataToo = taken.names() && !metadataWritten;
        private final List<Path> written = new ArrayList<>();

        /** Writes out what is only in memory. */
        void write() throws IOException {
            if (metadataToo) {
                write(PartitionMetadata.FILE_NAME, new PartitionMetadata(topicId).format());
            }
            if (taken.epochs()) {
                writeEpochs();
            }
            for (ForceMark mark : marks) {
                mark.write();
            }
            for (LogState.PendingSnapshot snapshot : taken.snapshots()) {
                state.snapshots().write(snapshot.offset(), snapshot.states(), false);
            }
        }

        private void writeEpochs() throws IOException {
            Path file = state.folder().resolve(LeaderEpochs.FILE_NAME);
            if (disk().exists(file)) {
                WholeFile.replace(disk(), file, epochs.format());
            } else {
                write(LeaderEpochs.FILE_NAME, epochs.format());
            }
        }

        /** Writes a file that is not there yet: torn by a crash it counts as missing, and nothing was promised. */
        private void write(String name, String content) throws IOException {
            Path file = state.folder().resolve(name);
            disk().createDirectories(state.folder());
            WholeFile.write(disk(), file, content.getBytes(StandardCharsets.UTF_8), false);
            written.add(file);
        }

        @Override
        public void force() throws IOException {
            passes.lock();
            try {
                if (!ended) {
                    forceFiles();
                }
            } finally {
                passes.unlock();
            }
        }

        private void forceFiles() throws IOException {
            for (Path path : written) {
                try (DiskFile file = disk().open(path)) {
                    file.force();
                }
            }
            for (ForceMark mark : marks) {
                mark.force();
            }
            if (taken.names() || !written.isEmpty()) {
                disk().forceDirectory(state.folder());
            }
            Path parent = state.folder().getParent();
            if (metadataToo && parent != null) {
                disk().forceDirectory(parent);
            }
        }

        @Override
        public void complete() {
            long durable;
            lock.lock();
            try {
                if (ended) {
                    return;
                }
                if (truncationsSeen != truncations) {
                    // What was forced is not what is in the log now; the next pass will tell.
                    state.environment().flusher().request(LogFlush.this);
                    return;
                }
                if (unfinished == this) {
                    unfinished = null;
                }
                metadataWritten |= metadataToo;
                marks.forEach(ForceMark::done);
                flushedOffset = Math.max(flushedOffset, target);
                durable = flushedOffset;
                lastFlushMs = state.environment().nowMs();
            } finally {
                lock.unlock();
            }
            outcome.durable(durable);
        }
    }
}
