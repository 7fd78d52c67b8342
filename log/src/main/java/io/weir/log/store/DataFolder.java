package io.weir.log.store;

import io.weir.log.DiskFull;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.LogLocation;
import io.weir.log.PartitionLog;
import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskLock;
import io.weir.log.disk.DiskLockedException;
import io.weir.log.error.LogException;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.recovery.StrayFolder;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One data folder and the logs in it. */
final class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final String LOCK_FILE = ".lock";

    private final LogEnvironment environment;
    private final Path path;
    private final DiskLock lock;
    private final MetaProperties identity;
    private final FolderDeletion deletion;
    private final OffsetCheckpoint recoveryPoints;
    private final OffsetCheckpoint logStarts;
    private final CleanerOffsets cleanerOffsets;
    private final Map<String, PartitionLog> logs = new ConcurrentHashMap<>();

    /** Folders on disk that nobody asked for yet, with what the checkpoints say of them. */
    private final Map<String, LogOrigin> unclaimed = new ConcurrentHashMap<>();

    private Map<String, Long> writtenRecoveryPoints = Map.of();
    private Map<String, Long> writtenLogStarts = Map.of();
    private final DiskFull full = new DiskFull();
    private volatile @Nullable String offlineReason;

    private DataFolder(LogEnvironment environment, Path path, DiskLock lock, MetaProperties identity)
            throws IOException {
        this.environment = environment;
        this.path = path;
        this.lock = lock;
        this.identity = identity;
        this.deletion = new FolderDeletion(environment.disk());
        this.recoveryPoints = new OffsetCheckpoint(environment.disk(), path.resolve(OffsetCheckpoint.RECOVERY_POINTS));
        this.logStarts = new OffsetCheckpoint(environment.disk(), path.resolve(OffsetCheckpoint.LOG_STARTS));
        this.cleanerOffsets = CleanerOffsets.read(environment.disk(), path);
    }

    static DataFolder open(LogEnvironment environment, Path given, StoreConfig config) throws LogStoreException {
        Disk disk = environment.disk();
        Path path = given.toAbsolutePath().normalize();
        try {
            createDurably(disk, path);
            DiskLock lock = disk.lock(path.resolve(LOCK_FILE));
            try {
                DataFolder folder = new DataFolder(environment, path, lock, FolderIdentity.claim(disk, path, config));
                folder.find(CleanShutdownMark.take(disk, path));
                return folder;
            } catch (IOException | LogStoreException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (DiskLockedException e) {
            throw new LogStoreException(
                    "The data folder " + path + " is in use by another broker: stop it, or use another folder", e);
        } catch (IOException e) {
            throw new LogStoreException(
                    "The data folder " + path + " cannot be used (" + e + "): make it a folder this user can write to, "
                            + "or use another one",
                    e);
        }
    }

    Path path() {
        return path;
    }

    boolean isOnline() {
        return offlineReason == null;
    }

    /** The logs that were asked for, by the names of their folders. */
    Map<String, PartitionLog> logs() {
        return Collections.unmodifiableMap(logs);
    }

    /** Whether the disk has no room for what has to be written down, and that is all that is wrong. */
    boolean isFull(IOException failure) {
        return full.explains(failure, path);
    }

    CleanerOffsets cleanerOffsets() {
        return cleanerOffsets;
    }

    int logCount() {
        return logs.size();
    }

    boolean holds(String name) {
        return logs.containsKey(name) || unclaimed.containsKey(name);
    }

    @Nullable
    PartitionLog find(String name) {
        return logs.get(name);
    }

    PartitionLog claim(String name, Uuid topicId, LogConfig config, DurabilityListener listener) {
        LogOrigin origin = unclaimed.remove(name);
        PartitionLog log = new PartitionLog(
                environment,
                new LogLocation(path.resolve(name), topicId),
                config,
                origin == null ? LogOrigin.UNKNOWN : origin,
                this::lowerRecoveryPoint,
                listener);
        logs.put(name, log);
        String reason = offlineReason;
        if (reason != null) {
            log.fail(reason);
        }
        return log;
    }

    void delete(String name, long nowMs) throws IOException {
        PartitionLog log = logs.remove(name);
        unclaimed.remove(name);
        long delayMs = 0;
        if (log != null) {
            log.abandon();
            delayMs = log.config().retention().fileDeleteDelayMs();
        }
        cleanerOffsets.forget(name);
        if (environment.disk().isDirectory(path.resolve(name))) {
            deletion.begin(path.resolve(name), nowMs + delayMs);
        }
    }

    /** Frees the name of a log whose records are another topic's. */
    void moveAside(String name, String reason) throws IOException {
        PartitionLog log = logs.remove(name);
        unclaimed.remove(name);
        if (log != null) {
            log.abandon();
        }
        StrayFolder.moveAside(environment.disk(), path.resolve(name), reason);
    }

    /** Moves folders aside that nobody asked for. */
    void moveUnclaimedAside() throws IOException {
        for (String name : List.copyOf(unclaimed.keySet())) {
            moveAside(name, "belongs to no topic of this broker");
        }
    }

    List<String> names() {
        TreeSet<String> names = new TreeSet<>(logs.keySet());
        names.addAll(unclaimed.keySet());
        return new ArrayList<>(names);
    }

    DataFolderInfo info() {
        long usable = -1;
        try {
            usable = environment.disk().usableBytes(path);
        } catch (IOException e) {
            LOG.warn("The free space of {} is unknown: {}", path, e.toString());
        }
        return new DataFolderInfo(path, identity.directoryId(), isOnline(), names(), usable);
    }

    void housekeep(long nowMs) throws IOException {
        for (PartitionLog log : logs.values()) {
            try {
                log.housekeep(nowMs);
            } catch (LogException e) {
                // Deleted or closed meanwhile, or offline by itself, which it has said: nothing about the folder.
                LOG.debug("No housekeeping for {}: {}", log.location().folder(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("Housekeeping of {} failed", log.location().folder(), e);
            }
        }
        deletion.finish(nowMs);
    }

    /** Writes down how far each log is durable and where it starts, when that has changed. */
    synchronized void checkpoint() throws IOException {
        Map<String, Long> recovery = new HashMap<>();
        Map<String, Long> starts = new HashMap<>();
        Map<String, LogOrigin> known = new HashMap<>(unclaimed);
        logs.forEach((name, log) -> known.put(name, log.checkpoint()));
        known.forEach((name, origin) -> {
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
        full.isOver();
    }

    private synchronized void lowerRecoveryPoint(String name, long offset) throws IOException {
        cleanerOffsets.lower(name, offset);
        if (writtenRecoveryPoints.getOrDefault(name, 0L) > offset) {
            Map<String, Long> lowered = new HashMap<>(writtenRecoveryPoints);
            lowered.put(name, offset);
            recoveryPoints.write(lowered);
            writtenRecoveryPoints = lowered;
        }
    }

    /** Takes all logs of the folder offline. */
    void fail(String reason) {
        offlineReason = reason;
        LOG.error("The data folder {} is offline: {}", path, reason);
        logs.values().forEach(log -> log.fail("its data folder " + path + " failed: " + reason));
    }

    /** Closes all logs and leaves the mark of a clean stop, if every log is known to be whole. */
    void close() throws IOException {
        try {
            boolean clean = isOnline();
            List<PartitionLog> all = new ArrayList<>(logs.values());
            for (PartitionLog log : all) {
                // Not opened in this run and not closed in the one before: still to be checked by the next.
                clean &= log.failure().isEmpty()
                        && (log.isOpen() || log.checkpoint().isClean());
                clean &= close(log);
            }
            clean &= unclaimed.values().stream().allMatch(LogOrigin::isClean);
            if (isOnline()) {
                checkpoint();
                if (clean) {
                    CleanShutdownMark.leave(environment.disk(), path);
                }
            }
        } finally {
            lock.close();
        }
    }

    /** False when the next start has to check the log. */
    private static boolean close(PartitionLog log) {
        try {
            log.close();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "Closing {} failed; the next start checks it",
                    log.location().folder(),
                    e);
            return false;
        }
    }

    private static void createDurably(Disk disk, Path path) throws IOException {
        Path parent = path.getParent();
        if (!disk.exists(path) && parent != null) {
            createDurably(disk, parent);
            disk.createDirectories(path);
            disk.forceDirectory(parent);
        }
    }

    private void find(boolean clean) throws IOException {
        Map<String, Long> recovery = recoveryPoints.read();
        Map<String, Long> starts = logStarts.read();
        writtenRecoveryPoints = recovery;
        writtenLogStarts = starts;
        for (String name : environment.disk().list(path)) {
            if (FolderDeletion.isDeleted(name)) {
                deletion.found(path.resolve(name));
            } else if (OffsetCheckpoint.isFolderName(name)) {
                unclaimed.put(
                        name, new LogOrigin(clean, recovery.getOrDefault(name, 0L), starts.getOrDefault(name, 0L)));
            }
        }
    }
}
