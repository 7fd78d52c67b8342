package io.weir.log.inspect;

import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.Disk;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the data folder around a partition folder says of it.
 *
 * @param isClean the broker was stopped cleanly and has not started since
 * @param inUse a broker works on the data folder now
 */
record Surroundings(
        boolean isClean,
        boolean inUse,
        Map<String, Long> recoveryPoints,
        Map<String, Long> cleanerOffsets,
        Map<String, Long> logStarts) {

    static Surroundings of(Disk disk, Path dataFolder, boolean inUse) throws IOException {
        return new Surroundings(
                disk.exists(dataFolder.resolve(CleanShutdownMark.FILE_NAME)),
                inUse,
                new OffsetCheckpoint(disk, dataFolder.resolve(OffsetCheckpoint.RECOVERY_POINTS)).read(),
                new OffsetCheckpoint(disk, dataFolder.resolve(OffsetCheckpoint.CLEANER_OFFSETS)).read(),
                new OffsetCheckpoint(disk, dataFolder.resolve(OffsetCheckpoint.LOG_STARTS)).read());
    }

    LogOrigin origin(Path partition) {
        String name = partition.getFileName().toString();
        long durable = Math.max(recoveryPoints.getOrDefault(name, 0L), cleanerOffsets.getOrDefault(name, 0L));
        return new LogOrigin(isClean, durable, logStarts.getOrDefault(name, 0L));
    }
}
