package io.weir.log;

import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.recovery.LoadedLog;
import io.weir.log.recovery.LogLoader;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.recovery.RecoveryListener;
import io.weir.log.recovery.StrayFolder;
import java.io.IOException;
import java.util.Optional;

/** The parts of a log that has been opened. */
record OpenLog(
        LogState state,
        LogAppender appender,
        LogReader reader,
        LogRetention retention,
        LogFlush flush,
        ProducerMarks producerMarks) {

    /** Reads the folder. Under the log's lock. */
    static OpenLog load(
            LogEnvironment environment,
            LogLocation location,
            LogConfig config,
            LogOrigin origin,
            LogLocks locks,
            LogFlush.Outcome outcome)
            throws IOException {
        Optional<PartitionMetadata> metadata = PartitionMetadata.read(environment.disk(), location.folder());
        boolean isForeign = metadata.isPresent() && !metadata.get().topicId().equals(location.topicId());
        if (isForeign) {
            String reason = "holds records of topic id " + metadata.get().topicId() + ", not of " + location.topicId();
            StrayFolder.moveAside(environment.disk(), location.folder(), reason);
        }
        // What is written down of a folder that is gone, maybe moved aside by an attempt before, is of another log.
        boolean isNew = !environment.disk().isDirectory(location.folder());
        LogOrigin known = isNew ? LogOrigin.UNKNOWN : origin;
        LoadedLog loaded = new LogLoader(
                        environment.disk(),
                        location.folder(),
                        config.segment().indexIntervalBytes(),
                        environment.nowMs(),
                        RecoveryListener.logging())
                .load(known);
        loaded.producers().expire(environment.nowMs(), environment.producerIdExpirationMs());
        LogState state = new LogState(environment, location.folder(), config, loaded);
        boolean hasMetadata = metadata.isPresent() && !isForeign;
        if (!hasMetadata && loaded.segments().sizeBytes() > 0) {
            writeMetadata(environment.disk(), location);
            hasMetadata = true;
        }
        LogFlush flush = new LogFlush(locks, state, location.topicId(), hasMetadata, outcome);
        return new OpenLog(
                state,
                new LogAppender(state),
                new LogReader(state),
                new LogRetention(state, flush::settle),
                flush,
                new ProducerMarks(state, known.recoveryPoint()));
    }

    /**
     * What a start recovers is promised from then on: it must not become another topic's when this one is deleted and a crash
     * keeps the folder.
     */
    private static void writeMetadata(Disk disk, LogLocation location) throws IOException {
        WholeFile.replace(
                disk,
                location.folder().resolve(PartitionMetadata.FILE_NAME),
                new PartitionMetadata(location.topicId()).format());
    }

    /** The offset up to which a reader of committed records may read. */
    long lastStableOffset(long highWatermark) {
        return Math.max(state.startOffset(), state.producers().lastStableOffset(highWatermark));
    }

    /** Whether housekeeping has anything to do; asked of every open log every few seconds. */
    boolean hasChores() {
        return retention.hasMarked()
                || state.producers().count() > 0
                || state.segments().active().hasUnwrittenIndexes();
    }
}
