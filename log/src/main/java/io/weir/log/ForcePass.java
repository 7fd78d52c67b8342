package io.weir.log;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.WholeFile;
import io.weir.log.segment.ForceMark;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the own files of a log on the disk: batches, complete indexes, snapshots, the names of new files, the leader epochs
 * and the folder's metadata, all as they were when the pass began.
 */
final class ForcePass {

    private final LogState state;
    private final LogEnd target;
    private final LeaderEpochs epochs;
    private final UnforcedChanges taken;
    private final List<ForceMark> marks;
    private final Optional<PartitionMetadata> metadata;
    private final List<Path> written = new ArrayList<>();

    private ForcePass(LogState state, long forcedOffset, Optional<PartitionMetadata> metadata) {
        this.state = state;
        this.target = state.end();
        this.epochs = state.epochs();
        this.taken = UnforcedChanges.take(state);
        this.marks = marks(state.segments(), taken.sealed(), forcedOffset);
        this.metadata = metadata.filter(_ -> taken.names());
    }

    /**
     * Under the log's lock: takes over what there is to do.
     *
     * @param metadata that the folder lacks
     */
    static ForcePass take(LogState state, long forcedOffset, Optional<PartitionMetadata> metadata) {
        return new ForcePass(state, forcedOffset, metadata);
    }

    /** Where the log ended when the pass began. */
    LogEnd target() {
        return target;
    }

    /** Whether the pass writes the folder's metadata. */
    boolean hasMetadata() {
        return metadata.isPresent();
    }

    /** Writes out what is only in memory. */
    void write() throws IOException {
        if (metadata.isPresent()) {
            write(PartitionMetadata.FILE_NAME, metadata.get().format());
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

    /** Forces file by file. */
    void force() throws IOException {
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
        if (metadata.isPresent() && parent != null) {
            disk().forceDirectory(parent);
        }
    }

    /** Under the log's lock: everything was forced. */
    void done() {
        marks.forEach(ForceMark::done);
    }

    /**
     * Under the log's lock: the pass did not come to its end.
     *
     * @param wasCut the log was truncated since: its old snapshots are void
     */
    void giveBack(boolean wasCut) {
        taken.giveBack(state, wasCut);
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

    private Disk disk() {
        return state.environment().disk();
    }

    private static List<ForceMark> marks(SegmentList list, List<Segment> sealed, long forcedOffset) {
        List<Segment> all = list.segments();
        List<Segment> unforced = all.subList(list.indexFor(forcedOffset), all.size());
        List<ForceMark> marks = new ArrayList<>(unforced.size() + sealed.size());
        for (Segment segment : sealed) {
            // Retention or a truncation may have taken it out of the list meanwhile.
            if (!unforced.contains(segment) && all.contains(segment)) {
                segment.beginForce().ifPresent(marks::add);
            }
        }
        unforced.forEach(segment -> segment.beginForce().ifPresent(marks::add));
        return marks;
    }
}
