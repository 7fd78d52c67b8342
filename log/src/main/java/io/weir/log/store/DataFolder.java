package io.weir.log.store;

import io.weir.log.DurabilityListener;
import io.weir.log.FolderListener;
import io.weir.log.LogEnvironment;
import io.weir.log.LogLocation;
import io.weir.log.PartitionLog;
import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.DiskLock;
import io.weir.log.error.LogException;
import io.weir.log.journal.Journal;
import io.weir.log.journal.JournalConfig;
import io.weir.log.journal.JournalReplay;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.recovery.StrayFolder;
import io.weir.log.space.ReservingDisk;
import io.weir.log.space.SpaceReserve;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One data folder and the logs in it. */
final class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    /** When so many logs are closed, one force of the whole file system is cheaper than a few for each. */
    private static final int FORCED_TOGETHER_FROM = 32;

    private static final long NO_EPOCH = -1;

    private final LogEnvironment environment;
    private final Path path;
    private final DiskLock lock;
    private final SpaceReserve reserve;
    private final MetaProperties identity;
    private final Journal journal;
    private final FolderDeletion deletion;
    private final Departures departures;
    private final FolderCheckpoints checkpoints;
    private final Arrivals arrivals;
    private final Map<String, PartitionLog> logs = new ConcurrentHashMap<>();

    /** Folders on disk that nobody asked for yet, with what the checkpoints say of them. */
    private final Map<String, LogOrigin> unclaimed = new ConcurrentHashMap<>();

    private volatile boolean isCheckpointBehind;
    private volatile long lastStop = NO_EPOCH;
    private volatile long brokerEpoch = NO_EPOCH;
    private volatile @Nullable String offlineReason;

    private DataFolder(
            LogEnvironment environment, Path path, FolderClaim claim, SpaceReserve reserve, JournalConfig config)
            throws IOException {
        LogEnvironment reserving = environment.withDisk(new ReservingDisk(environment.disk(), reserve));
        this.journal = new Journal(reserving.disk(), path, environment.flusher(), config);
        this.environment = reserving.with(journal);
        this.path = path;
        this.lock = claim.lock();
        this.identity = claim.identity();
        this.reserve = reserve;
        this.deletion = new FolderDeletion(this.environment.disk());
        this.checkpoints = FolderCheckpoints.read(this.environment.disk(), path);
        this.arrivals = new Arrivals(
                this.environment,
                path,
                deletion,
                checkpoints,
                new FolderListener(DurabilityListener.none(), this::fail));
        this.departures = new Departures(this.environment, path, deletion, checkpoints.cleanerOffsets());
    }

    /**
     * @throws IOException when it cannot be used, which says nothing of others
     * @throws LogStoreException when it is another node's or cluster's, or in use
     */
    static DataFolder open(LogEnvironment environment, Path path, StoreConfig config)
            throws IOException, LogStoreException {
        try (FolderClaim claim = FolderClaim.of(environment.disk(), path, config)) {
            SpaceReserve reserve = SpaceReserve.take(environment.disk(), path, config.reservedBytes());
            DataFolder folder = new DataFolder(environment, path, claim, reserve, config.journal());
            folder.applyJournal();
            OptionalLong mark = CleanShutdownMark.take(environment.disk(), path);
            folder.lastStop = mark.orElse(NO_EPOCH);
            folder.find(mark.isPresent());
            claim.keep();
            return folder;
        }
    }

    Path path() {
        return path;
    }

    /** The registration in which the broker was that last stopped with all of this written down; -1 where it did not. */
    long lastStop() {
        return lastStop;
    }

    void registered(long epoch) {
        brokerEpoch = epoch;
    }

    boolean isOnline() {
        return offlineReason == null;
    }

    /** The logs that were asked for, by the names of their folders. */
    Map<String, PartitionLog> logs() {
        return Collections.unmodifiableMap(logs);
    }

    /** Whether its disk has no room for records. */
    boolean isFull() {
        return reserve.isFull();
    }

    CleanerOffsets cleanerOffsets() {
        return checkpoints.cleanerOffsets();
    }

    /** With those that were only found on the disk so far. */
    int logCount() {
        return logs.size() + unclaimed.size();
    }

    boolean holds(String name) {
        return logs.containsKey(name) || unclaimed.containsKey(name);
    }

    @Nullable
    PartitionLog find(String name) {
        return logs.get(name);
    }

    /** Makes sure that a log can be claimed whose namesake is retired but still has its folder. */
    void free(String name) throws IOException {
        departures.free(name);
    }

    PartitionLog claim(String name, Uuid topicId, LogConfig config, DurabilityListener listener) {
        LogOrigin origin = unclaimed.remove(name);
        PartitionLog log = new PartitionLog(
                environment,
                new LogLocation(path.resolve(name), topicId),
                config,
                origin == null ? LogOrigin.UNKNOWN : origin,
                checkpoints,
                new FolderListener(listener, this::fail));
        take(name, log);
        return log;
    }

    private void take(String name, PartitionLog log) {
        logs.put(name, log);
        String reason = offlineReason;
        if (reason != null) {
            log.fail(reason);
        }
    }

    /** Copies of logs that move here. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** The files of a log that goes on in another folder are deleted, durably in so far as nobody finds them. */
    void vacate(PartitionLog log) throws IOException {
        String name = log.location().name();
        checkpoints.cleanerOffsets().forget(List.of(name));
        Path folder = path.resolve(name);
        if (environment.disk().isDirectory(folder)) {
            deletion.begin(
                    folder,
                    environment.clock().millis() + log.config().retention().fileDeleteDelayMs());
            environment.disk().forceDirectory(path);
        }
    }

    /** Hands a log over that lives in another folder now; there it is retired, if it was retired here meanwhile. */
    void handOver(String name, PartitionLog log, DataFolder to) {
        if (logs.remove(name, log)) {
            to.take(name, log);
        } else {
            to.departures.add(name, log);
        }
    }

    /** Takes a log out of use; its name can be asked for again at once. */
    void retire(String name) {
        PartitionLog log = logs.remove(name);
        unclaimed.remove(name);
        departures.add(name, log);
    }

    /** Renames the folders of what was retired, so that they are deleted after their delay. */
    void deleteRetired() throws IOException {
        departures.finish();
    }

    /** Frees the name of a log whose records are another topic's. */
    void moveAside(String name, String reason) throws IOException {
        release(name, () -> StrayFolder.moveAside(environment.disk(), path.resolve(name), reason));
    }

    private interface Removal {
        void run() throws IOException;
    }

    private void release(String name, Removal removal) throws IOException {
        PartitionLog log = logs.remove(name);
        unclaimed.remove(name);
        if (log == null) {
            removal.run();
            return;
        }
        log.abandon();
        try {
            removal.run();
        } finally {
            log.forget();
        }
    }

    /** Moves folders aside that nobody asked for. */
    void moveUnclaimedAside() throws IOException {
        for (String name : List.copyOf(unclaimed.keySet())) {
            moveAside(name, "belongs to no topic of this broker");
        }
    }

    /** Finds a log whose copy an earlier run has completed. */
    void arrived(String name) throws IOException {
        arrivals.complete(name);
        unclaimed.put(name, checkpoints.origin(name, false));
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
        return new DataFolderInfo(path, identity.directoryId(), isOnline(), names(), arrivals.copies(), usable);
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
        journal.housekeep(nowMs);
        // Who is sending from a file keeps it; the delay is only good manners.
        deletion.finish(reserve.isFull() ? Long.MAX_VALUE : nowMs);
        reserve.tend();
        if (isCheckpointBehind) {
            // What was being flushed when the producers were written down is on the disk by now.
            isCheckpointBehind = false;
            writeCheckpoints();
        }
    }

    /** Writes down how far each log is durable and where it starts, when that has changed. */
    void checkpoint() throws IOException {
        logs.values().forEach(DataFolder::writeDownProducers);
        writeCheckpoints();
        isCheckpointBehind = logs.values().stream().anyMatch(PartitionLog::isCheckpointBehind);
    }

    private static void writeDownProducers(PartitionLog log) {
        try {
            log.writeDownProducers();
        } catch (LogException e) {
            // Ended meanwhile, or offline by itself, which it has said: nothing about the folder.
            LOG.debug("No snapshot for {}: {}", log.location().folder(), e.getMessage());
        }
    }

    private synchronized void writeCheckpoints() throws IOException {
        Map<String, LogOrigin> known = new HashMap<>(unclaimed);
        known.putAll(arrivals.expected());
        logs.forEach((name, log) -> known.put(name, log.checkpoint()));
        checkpoints.write(known);
    }

    /** Takes all logs of the folder offline, unless they are already. */
    void fail(String reason) {
        synchronized (identity) {
            if (offlineReason != null) {
                return;
            }
            offlineReason = reason;
        }
        LOG.error("The data folder {} is offline, and its partitions with it, until the next start: {}", path, reason);
        String why = "its data folder " + path + " failed: " + reason;
        logs.values().forEach(log -> log.fail(why));
        arrivals.copies().values().forEach(copy -> copy.fail(why));
    }

    /** Closes all logs and leaves the mark of a clean stop, if every log is known to be whole. */
    void close() throws IOException {
        try {
            boolean clean = isOnline();
            List<PartitionLog> all = new ArrayList<>(logs.values());
            boolean together = isOnline()
                    && all.stream().filter(PartitionLog::isOpen).count() >= FORCED_TOGETHER_FROM
                    && environment.disk().forceAll(path);
            for (PartitionLog log : all) {
                // Not opened in this run and not closed in the one before: still to be checked by the next.
                clean &= log.failure().isEmpty()
                        && (log.isOpen() || log.checkpoint().isClean());
                clean &= close(log, !together);
            }
            if (together) {
                clean &= environment.disk().forceAll(path);
            }
            clean &= unclaimed.values().stream().allMatch(LogOrigin::isClean);
            if (isOnline()) {
                checkpoint();
                journal.close(clean);
                if (clean) {
                    CleanShutdownMark.leave(environment.disk(), path, brokerEpoch);
                }
            }
        } finally {
            journal.close(false);
            lock.close();
        }
    }

    /** False when the next start has to check the log. */
    private static boolean close(PartitionLog log, boolean force) {
        try {
            log.close(force);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "Closing {} failed; the next start checks it",
                    log.location().folder(),
                    e);
            return false;
        }
    }

    /** Before anything looks at a log. */
    private void applyJournal() throws IOException {
        if (CleanShutdownMark.isThere(environment.disk(), path)) {
            JournalReplay.discard(environment.disk(), path);
        } else {
            JournalReplay.run(environment.disk(), path);
        }
    }

    private void find(boolean clean) throws IOException {
        for (String name : environment.disk().list(path)) {
            if (FolderDeletion.isDeleted(name)) {
                deletion.found(path.resolve(name));
            } else if (Arrivals.isCopy(name)) {
                arrivals.found(name);
            } else if (OffsetCheckpoint.isFolderName(name)) {
                unclaimed.put(name, checkpoints.origin(name, clean));
            }
        }
    }
}
