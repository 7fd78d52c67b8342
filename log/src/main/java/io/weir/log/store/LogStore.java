package io.weir.log.store;

import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.DiskTrouble;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of a broker. Opening the store reads the names of the partition folders and two checkpoints for each data
 * folder; a log is read when it is first used.
 *
 * <p>Thread-safe. Close it, and the next start reads no log data.
 */
public final class LogStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    private final List<DataFolder> folders;
    private final List<UnusableFolder> unusable;
    private final LogCleaner cleaner;
    private final CleanerThreads cleanerThreads;
    private final LogMoves moves;

    /** Where logs are to go that are not here yet, or were on their way when the last run ended. */
    private final Map<String, DataFolder> destinations = new HashMap<>();

    private volatile boolean allAreKnown;

    private LogStore(LogEnvironment environment, List<DataFolder> folders, List<UnusableFolder> unusable) {
        this.folders = List.copyOf(folders);
        this.unusable = List.copyOf(unusable);
        this.cleaner = new LogCleaner(folders, environment.clock());
        this.cleanerThreads = new CleanerThreads(cleaner, environment.clock());
        this.moves = new LogMoves(environment.clock());
    }

    /**
     * Locks the data folders, creating those that are missing. One that cannot be used is left out while another can:
     * the partitions that may be in it are offline.
     *
     * @throws LogStoreException when none can be used, or one is in use or belongs to another node or cluster
     */
    public static LogStore open(StoreConfig config, LogEnvironment environment) throws LogStoreException {
        List<DataFolder> folders = new ArrayList<>();
        try {
            List<LogStoreException> failures = new ArrayList<>();
            List<UnusableFolder> unusable = new ArrayList<>();
            for (Path given : config.dataFolders()) {
                Path path = given.toAbsolutePath().normalize();
                try {
                    folders.add(DataFolder.open(environment, path, config));
                } catch (IOException e) {
                    failures.add(FolderClaim.unusable(path, e));
                    unusable.add(new UnusableFolder(environment, path, e.toString()));
                }
            }
            if (folders.isEmpty()) {
                throw failures.getFirst();
            }
            failures.forEach(failure -> LOG.error(
                    "{}. The other data folders are served; partitions that may be in this one are offline",
                    failure.getMessage()));
            LogStore store = new LogStore(environment, folders, unusable);
            store.settleMoves();
            return store;
        } catch (LogStoreException | RuntimeException | Error e) {
            folders.forEach(folder -> closeQuietly(folder));
            throw e;
        }
    }

    /** What was on its way when the last run ended goes on, or is where it was to go. */
    private void settleMoves() {
        for (DataFolder to : folders) {
            for (String name : to.arrivals().found()) {
                if (holderOf(name) != null) {
                    destinations.put(name, to);
                    attempt(to, () -> to.arrivals().discard(name));
                } else if (unusable.isEmpty()) {
                    attempt(to, () -> to.arrived(name));
                }
            }
        }
    }

    /**
     * The log in a partition folder, for its owner. Nothing is read or created yet. A log that was asked for before is
     * the same one.
     *
     * @param folder the partition folder's name: something, a dash and a number, as Kafka has it
     * @param topicId a log or folder of another topic's id is moved aside
     */
    public synchronized PartitionLog log(String folder, Uuid topicId, LogConfig config, DurabilityListener listener) {
        PartitionLog log = claim(folder, topicId, config, listener);
        DataFolder destination = destinations.remove(folder);
        if (destination != null && log.failure().isEmpty()) {
            begin(folder, log, destination);
        }
        return log;
    }

    private void begin(String folder, PartitionLog log, DataFolder destination) {
        DataFolder holder = holderOf(folder);
        if (holder != null) {
            moves.begin(log, holder, destination);
        }
    }

    private PartitionLog claim(String folder, Uuid topicId, LogConfig config, DurabilityListener listener) {
        if (!OffsetCheckpoint.isFolderName(folder)) {
            throw new IllegalArgumentException("Not a partition folder, which is called topic-number: " + folder);
        }
        DataFolder holder = holderOf(folder);
        if (holder == null && !unusable.isEmpty()) {
            PartitionLog offline = unusable.getFirst().logs().get(folder);
            if (offline != null || !allAreKnown) {
                return offline != null ? offline : unusable.getFirst().claim(folder, topicId, config, listener);
            }
        }
        if (holder == null) {
            holder = destinations.getOrDefault(folder, emptiest());
        }
        PartitionLog known = holder.find(folder);
        if (known == null) {
            DataFolder chosen = holder;
            attempt(chosen, () -> chosen.free(folder));
            return chosen.claim(folder, topicId, config, listener);
        }
        Uuid knownId = known.location().topicId();
        if (knownId.equals(topicId)) {
            return known;
        }
        DataFolder former = holder;
        attempt(former, () -> former.moveAside(folder, "holds records of topic id " + knownId + ", not of " + topicId));
        return former.claim(folder, topicId, config, listener);
    }

    /**
     * Moves partition folders aside that were found on disk and that nobody asked for: a crash left them behind when
     * their topic was removed. To be called once, when the first metadata is known and every partition has its log.
     */
    public synchronized void moveUnclaimedAside() {
        allAreKnown = true;
        for (DataFolder folder : folders) {
            if (folder.isOnline()) {
                attempt(folder, folder::moveUnclaimedAside);
            }
        }
    }

    /** Has logs moved from now on, by a thread that ends when the store is closed: see {@link #move}. */
    public void runMoves(LongSupplier maxBytesPerSecond) {
        moves.run(maxBytesPerSecond);
    }

    /**
     * Has a log go to another data folder while it is in use. One that is on its way elsewhere goes there no more; one that
     * does not exist will be made there.
     *
     * @param folder the name of its partition folder
     * @param dataFolder one of {@link #dataFolders} that is online
     * @return false when there is no such log here
     */
    public synchronized boolean move(String folder, Path dataFolder) {
        DataFolder destination = folders.stream()
                .filter(candidate -> candidate.path().equals(dataFolder) && candidate.isOnline())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(dataFolder + " is no data folder that is online"));
        Optional<PartitionLog> log = find(folder);
        if (log.isEmpty()) {
            destinations.put(folder, destination);
        } else {
            begin(folder, log.get(), destination);
        }
        return log.isPresent();
    }

    LogMoves moves() {
        return moves;
    }

    /** A log that was asked for before, and may be in a folder that can be used. */
    public Optional<PartitionLog> find(String folder) {
        DataFolder holder = holderOf(folder);
        return holder == null ? Optional.empty() : Optional.ofNullable(holder.find(folder));
    }

    /** Names of all partition folders, asked for or only found on disk. */
    public List<String> folders() {
        return folders.stream().flatMap(folder -> folder.names().stream()).toList();
    }

    public List<DataFolderInfo> dataFolders() {
        return Stream.concat(
                        folders.stream().map(DataFolder::info),
                        unusable.stream().map(UnusableFolder::info))
                .toList();
    }

    /**
     * Deletes logs: their names are free at once. Touches no disk, so that whoever decides it is not held up; the rest
     * is {@link #deleteRetired}.
     *
     * @param folders names of partition folders; those that do not exist are passed over
     */
    public synchronized void retire(Collection<String> folders) {
        for (String folder : folders) {
            unusable.forEach(gone -> gone.logs().remove(folder));
            moves.cancel(folder);
            DataFolder holder = holderOf(folder);
            if (holder != null) {
                holder.retire(folder);
            }
        }
    }

    /** Renames the folders of all retired logs, durably; their files go later. */
    public void deleteRetired() {
        for (DataFolder folder : folders) {
            if (folder.isOnline()) {
                attempt(folder, folder::deleteRetired);
            }
        }
    }

    /** What is due by the clock: retention, deletion of files, flush.ms. To be called every few seconds, never at the same time. */
    public void housekeep(long nowMs) {
        for (DataFolder folder : folders) {
            if (folder.isOnline()) {
                attempt(folder, () -> folder.housekeep(nowMs));
            }
        }
    }

    /**
     * Writes the checkpoints: what is durable need not be checked after a crash, and what was deleted stays deleted. To
     * be called every minute, and before the deletion of records is confirmed.
     *
     * @return false when a data folder's could not be written
     */
    public boolean checkpoint() {
        boolean isWritten = true;
        for (DataFolder folder : folders) {
            if (folder.isOnline()) {
                isWritten &= attempt(folder, folder::checkpoint);
            }
        }
        return isWritten;
    }

    /**
     * Has logs with cleanup.policy=compact compacted from now on, on threads that end when the store is closed. Called
     * again, other settings apply: rounds under way are given up, and begun anew with them.
     */
    public void compact(CleanerConfig config) {
        cleanerThreads.restart(config);
    }

    LogCleaner cleaner() {
        return cleaner;
    }

    /**
     * The registration, in its cluster, in which the broker was that last stopped in an orderly way, with everything on disk; -1 where
     * it did not, or some folder says otherwise (KIP-966).
     */
    public long lastStop() {
        long[] epochs =
                folders.stream().mapToLong(DataFolder::lastStop).distinct().toArray();
        return epochs.length == 1 && unusable.isEmpty() ? epochs[0] : -1;
    }

    /** The broker is registered in its cluster with this epoch; the next orderly stop is one of it. */
    public void registered(long brokerEpoch) {
        folders.forEach(folder -> folder.registered(brokerEpoch));
    }

    /** Whether a disk has no room for records, so that what frees some should not wait. */
    public boolean isFull() {
        return folders.stream().anyMatch(folder -> folder.isOnline() && folder.isFull());
    }

    /** Whether there is nothing left to serve: every data folder has failed. */
    public boolean hasFailed() {
        return folders.stream().noneMatch(DataFolder::isOnline);
    }

    /** Closes every log. A data folder that fails meanwhile is checked by the next start. */
    @Override
    public void close() {
        cleanerThreads.close();
        moves.close();
        deleteRetired();
        folders.forEach(LogStore::closeQuietly);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** False when it failed; the folder is offline then, unless it is only full. */
    private static boolean attempt(DataFolder folder, Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            if (!DiskTrouble.of(e).isPassing()) {
                folder.fail(String.valueOf(e.getMessage()));
            }
            return false;
        }
    }

    private static void closeQuietly(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException | RuntimeException e) {
            LOG.error("Closing the data folder {} failed; the next start checks it", folder.path(), e);
        }
    }

    private @Nullable DataFolder holderOf(String name) {
        for (DataFolder folder : folders) {
            if (folder.holds(name)) {
                return folder;
            }
        }
        return null;
    }

    /** Where a new log goes; when all folders are offline, so is the log. */
    private DataFolder emptiest() {
        return folders.stream()
                .filter(DataFolder::isOnline)
                .min(Comparator.comparingInt(DataFolder::logCount))
                .orElse(folders.getFirst());
    }
}
