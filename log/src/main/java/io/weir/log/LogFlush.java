package io.weir.log;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
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

    private final ReentrantLock lock;
    private final LogState state;
    private final Uuid topicId;
    private final Outcome outcome;
    private volatile long flushedOffset;
    private volatile long lastFlushMs;
    private boolean metadataWritten;
    private int truncations;

    LogFlush(ReentrantLock lock, LogState state, Uuid topicId, long flushedOffset, Outcome outcome) {
        this.lock = lock;
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

    @Override
    public Pass beginFlush() throws IOException {
        List<LogState.PendingSnapshot> snapshots;
        LeaderEpochs epochs;
        boolean epochsToo;
        boolean metadataToo;
        FlushPass pass;
        lock.lock();
        try {
            snapshots = new ArrayList<>(state.pendingSnapshots());
            state.pendingSnapshots().clear();
            epochs = state.epochs();
            epochsToo = state.takeEpochsUnwritten();
            boolean names = state.takeNamesUnforced();
            metadataToo = names && !metadataWritten;
            metadataWritten |= metadataToo;
            pass = new FlushPass(state.end().offset(), truncations, marks(), names, metadataToo);
        } finally {
            lock.unlock();
        }
        if (metadataToo) {
            pass.write(PartitionMetadata.FILE_NAME, new PartitionMetadata(topicId).format());
        }
        if (epochsToo) {
            writeEpochs(epochs, pass);
        }
        for (LogState.PendingSnapshot snapshot : snapshots) {
            state.snapshots().write(snapshot.offset(), snapshot.states(), false);
        }
        return pass;
    }

    @Override
    public void flushFailed(IOException cause) {
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

    private List<ForceMark> marks() {
        SegmentList segments = state.segments();
        Set<Segment> changed = new LinkedHashSet<>(state.takeSealed());
        changed.retainAll(segments.segments());
        changed.addAll(segments.segments().subList(segments.indexFor(flushedOffset), segments.size()));
        List<ForceMark> marks = new ArrayList<>();
        changed.forEach(segment -> segment.beginForce().ifPresent(marks::add));
        return marks;
    }

    private void writeEpochs(LeaderEpochs epochs, FlushPass pass) throws IOException {
        Path file = state.folder().resolve(LeaderEpochs.FILE_NAME);
        if (disk().exists(file)) {
            WholeFile.replace(disk(), file, epochs.format());
        } else {
            pass.write(LeaderEpochs.FILE_NAME, epochs.format());
        }
    }

    private Disk disk() {
        return state.environment().disk();
    }

    private final class FlushPass implements Pass {

        private final long target;
        private final int truncationsSeen;
        private final List<ForceMark> marks;
        private final boolean names;
        private final boolean newFolder;
        private final List<Path> written = new ArrayList<>();

        FlushPass(long target, int truncationsSeen, List<ForceMark> marks, boolean names, boolean newFolder) {
            this.target = target;
            this.truncationsSeen = truncationsSeen;
            this.marks = marks;
            this.names = names;
            this.newFolder = newFolder;
        }

        /** Writes a file that is not there yet: torn by a crash it counts as missing, and nothing was promised. */
        void write(String name, String content) throws IOException {
            Path file = state.folder().resolve(name);
            disk().createDirectories(state.folder());
            WholeFile.write(disk(), file, content.getBytes(StandardCharsets.UTF_8), false);
            written.add(file);
        }

        @Override
        public void force() throws IOException {
            for (Path path : written) {
                try (DiskFile file = disk().open(path)) {
                    file.force();
                }
            }
            for (ForceMark mark : marks) {
                mark.force();
            }
            if (names || !written.isEmpty()) {
                disk().forceDirectory(state.folder());
            }
            Path parent = state.folder().getParent();
            if (newFolder && parent != null) {
                disk().forceDirectory(parent);
            }
        }

        @Override
        public void complete() {
            long durable;
            lock.lock();
            try {
                if (truncationsSeen != truncations) {
                    // What was forced is not what is in the log now; the next pass will tell.
                    state.environment().flusher().request(LogFlush.this);
                    return;
                }
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
