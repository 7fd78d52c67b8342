package io.weir.log.recovery;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.WholeFile;
import io.weir.log.producer.ProducerSnapshots;
import io.weir.log.producer.ProducerTable;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Opens the files of a partition folder. */
public final class LogLoader {

    private final Disk disk;
    private final Path folder;
    private final int indexIntervalBytes;
    private final long nowMs;
    private final RecoveryListener listener;

    /** @param listener is told what has to be repaired */
    public LogLoader(Disk disk, Path folder, int indexIntervalBytes, long nowMs, RecoveryListener listener) {
        this.listener = listener;
        this.disk = disk;
        this.folder = folder;
        this.indexIntervalBytes = indexIntervalBytes;
        this.nowMs = nowMs;
    }

    /**
     * Opens the folder; one that does not exist is a new, empty log, and nothing is created.
     *
     * @throws io.weir.log.error.CorruptLogException when a batch is damaged that no crash can have torn
     */
    public LoadedLog load(LogOrigin origin) throws IOException {
        List<String> names = List.of();
        if (disk.isDirectory(folder)) {
            InterruptedSwaps.finish(disk, folder, nowMs, listener);
            names = LeftOvers.sweep(disk, folder);
        }
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, folder, names);
        List<Segment> segments = openSegments(names);
        if (segments.isEmpty()) {
            return startOver(origin.logStartOffset(), segments, snapshots);
        }
        OptionalLong cleanEnd = origin.isClean() ? segments.getLast().resume() : OptionalLong.empty();
        LeaderEpochs epochs = readEpochs(segments);
        if (cleanEnd.isPresent()) {
            return assemble(origin, segments, cleanEnd.getAsLong(), epochs, snapshots);
        }
        CrashRecovery recovery = new CrashRecovery(indexIntervalBytes, epochs, listener);
        List<Segment> left = recovery.recover(new SegmentList(segments), origin.recoveryPoint());
        // Snapshots above the recovery point say nothing of the aborted transactions that the indexes lost.
        boolean dropped = snapshots.keepOnly(0, Math.min(origin.recoveryPoint(), recovery.nextOffset()));
        LoadedLog loaded = assemble(origin, left, recovery.nextOffset(), recovery.epochs(), snapshots);
        if (recovery.force() || dropped) {
            // Also so that a snapshot of what was lost does not come back beside what replaces it.
            forceNames();
        }
        return loaded;
    }

    private LoadedLog assemble(
            LogOrigin origin, List<Segment> segments, long end, LeaderEpochs epochs, ProducerSnapshots snapshots)
            throws IOException {
        if (segments.isEmpty() || end < origin.logStartOffset()) {
            return startOver(origin.logStartOffset(), segments, snapshots);
        }
        SegmentList list = new SegmentList(segments);
        long start = Math.max(origin.logStartOffset(), list.first().baseOffset());
        ProducerTable producers = ProducerReplay.replay(list, snapshots.latest(end), end);
        return new LoadedLog(
                list, start, end, epochs.truncateFromEnd(end).truncateFromStart(start), producers, snapshots);
    }

    /** The process may have been killed before it forced the names of what it created. */
    private void forceNames() throws IOException {
        Path metadata = folder.resolve(PartitionMetadata.FILE_NAME);
        if (disk.exists(metadata)) {
            try (DiskFile file = disk.openExisting(metadata)) {
                file.force();
            }
        }
        disk.forceDirectory(folder);
        Path parent = folder.getParent();
        if (parent != null) {
            disk.forceDirectory(parent);
        }
    }

    private LoadedLog startOver(long offset, List<Segment> obsolete, ProducerSnapshots snapshots) throws IOException {
        for (Segment segment : obsolete) {
            listener.on(
                    new RecoveryEvent.SegmentDropped(segment.path(), offset, RecoveryEvent.Reason.BEFORE_LOG_START));
            segment.files().markDeleted();
            segment.files().discard();
        }
        snapshots.keepOnly(offset, offset);
        SegmentList fresh = new SegmentList(List.of(Segment.create(disk, folder, offset, nowMs)));
        return new LoadedLog(fresh, offset, offset, LeaderEpochs.NONE, new ProducerTable(offset), snapshots);
    }

    private List<Segment> openSegments(List<String> names) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (String name : names) {
            OptionalLong base = SegmentName.offset(name, SegmentName.LOG);
            if (base.isPresent()) {
                segments.add(Segment.open(disk, folder, base.getAsLong(), nowMs));
            }
        }
        return segments;
    }

    private LeaderEpochs readEpochs(List<Segment> segments) throws IOException {
        Path file = folder.resolve(LeaderEpochs.FILE_NAME);
        try {
            return disk.exists(file) ? LeaderEpochs.parse(WholeFile.readText(disk, file)) : rebuildEpochs(segments);
        } catch (IllegalArgumentException e) {
            listener.on(new RecoveryEvent.EpochsRebuilt(file, String.valueOf(e.getMessage())));
            return rebuildEpochs(segments);
        }
    }

    private static LeaderEpochs rebuildEpochs(List<Segment> segments) throws IOException {
        LeaderEpochs[] epochs = {LeaderEpochs.NONE};
        for (Segment segment : segments) {
            segment.search()
                    .walk(
                            segment.baseOffset(),
                            (header, span) ->
                                    epochs[0] = epochs[0].extend(header.partitionLeaderEpoch(), header.baseOffset()));
        }
        return epochs[0];
    }
}
