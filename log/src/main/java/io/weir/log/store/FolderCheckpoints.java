package io.weir.log.store;

import io.weir.log.RecoveryPoints;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.Disk;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of a data folder that say how far each log is durable, where it starts, and up to where it is compacted. */
final class FolderCheckpoints implements RecoveryPoints {

    private final OffsetCheckpoint recoveryPoints;
    private final OffsetCheckpoint logStarts;
    private final CleanerOffsets cleanerOffsets;
    private Map<String, Long> writtenRecoveryPoints;
    private Map<String, Long> writtenLogStarts;

    private FolderCheckpoints(Disk disk, Path folder) throws IOException {
        this.recoveryPoints = new OffsetCheckpoint(disk, folder.resolve(OffsetCheckpoint.RECOVERY_POINTS));
        this.logStarts = new OffsetCheckpoint(disk, folder.resolve(OffsetCheckpoint.LOG_STARTS));
        this.cleanerOffsets = CleanerOffsets.read(disk, folder);
        this.writtenRecoveryPoints = recoveryPoints.read();
        this.writtenLogStarts = logStarts.read();
    }

    static FolderCheckpoints read(Disk disk, Path folder) throws IOException {
        return new FolderCheckpoints(disk, folder);
    }

    CleanerOffsets cleanerOffsets() {
        return cleanerOffsets;
    }

    /** What is written down of a log. */
    synchronized LogOrigin origin(String name, boolean isClean) {
        // What is compacted was forced before. The gaps that Kafka's compaction leaves there are no lost tails.
        long durable = Math.max(writtenRecoveryPoints.getOrDefault(name, 0L), cleanerOffsets.of(name));
        return new LogOrigin(isClean, durable, writtenLogStarts.getOrDefault(name, 0L));
    }

    /** Writes down what has changed of the logs. */
    synchronized void write(Map<String, LogOrigin> logs) throws IOException {
        Map<String, Long> recovery = new HashMap<>();
        Map<String, Long> starts = new HashMap<>();
        logs.forEach((name, origin) -> {
            if (origin.recoveryPoint() > 0) {
                recovery.put(name, origin.recoveryPoint());
            }
            if (origin.logStartOffset() > 0) {
                starts.put(name, origin.logStartOffset());
            }
        });
        // Starts first: what is deleted must not come back because a recovery point was newer.
        if (!starts.equals(writtenLogStarts)) {
            logStarts.write(starts);
            writtenLogStarts = starts;
        }
        if (!recovery.equals(writtenRecoveryPoints)) {
            recoveryPoints.write(recovery);
            writtenRecoveryPoints = recovery;
        }
        cleanerOffsets.write();
    }

    @Override
    public synchronized void lower(String name, long offset) throws IOException {
        cleanerOffsets.lower(name, offset);
        writtenRecoveryPoints = lowered(recoveryPoints, writtenRecoveryPoints, name, offset);
        // What is written down may be of a deleted topic's log, which had the name before.
        writtenLogStarts = lowered(logStarts, writtenLogStarts, name, offset);
    }

    private static Map<String, Long> lowered(OffsetCheckpoint file, Map<String, Long> written, String name, long offset)
            throws IOException {
        if (written.getOrDefault(name, 0L) <= offset) {
            return written;
        }
        Map<String, Long> lowered = new HashMap<>(written);
        lowered.put(name, offset);
        file.write(lowered);
        return lowered;
    }
}
