package io.weir.log.store;

import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.disk.DiskTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of a data folder that are deleted, and whose folders still have their names. To delete one is to note it here,
 * which costs nothing; the folders are renamed by another thread, many in one go, and made durable once. When a name is
 * needed again, all are freed first, durably: else a crash could give a new log the old folder.
 *
 * <p>A crash before that leaves folders behind that belong to no topic: the next start moves them aside.
 */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final LogEnvironment environment;
    private final Path dataFolder;
    private final FolderDeletion deletion;
    private final CleanerOffsets cleanerOffsets;
    private final Map<String, Optional<PartitionLog>> waiting = new LinkedHashMap<>();
    private final Set<String> unforced = new HashSet<>();
    private final ReentrantLock renaming = new ReentrantLock();

    Departures(LogEnvironment environment, Path dataFolder, FolderDeletion deletion, CleanerOffsets cleanerOffsets) {
        this.environment = environment;
        this.dataFolder = dataFolder;
        this.deletion = deletion;
        this.cleanerOffsets = cleanerOffsets;
    }

    /** @param log null where nobody asked for the folder in this run */
    synchronized void add(String name, @Nullable PartitionLog log) {
        waiting.put(name, Optional.ofNullable(log));
    }

    /** Frees a name that is needed again. */
    void free(String name) throws IOException {
        if (isLeaving(name)) {
            finish();
            if (environment.disk().isDirectory(dataFolder.resolve(name))) {
                throw new IOException("The folder of the deleted log " + name + " could not be renamed");
            }
        }
    }

    /** Renames all folders, durably. One that cannot be renamed does not keep the others. */
    void finish() throws IOException {
        renaming.lock();
        try {
            forget(names());
            for (String name : names()) {
                try {
                    renameOne(name);
                } catch (IOException e) {
                    LOG.error("The files of {} stay behind: {}", dataFolder.resolve(name), e.toString());
                }
            }
            Set<String> renamed = unforced();
            if (!renamed.isEmpty()) {
                environment.disk().forceDirectory(dataFolder);
                forced(renamed);
            }
        } finally {
            renaming.unlock();
        }
    }

    /** Without room the next checkpoint writes it, or the next compaction: not before then does it matter. */
    private void forget(List<String> names) throws IOException {
        try {
            cleanerOffsets.forget(names);
        } catch (IOException e) {
            if (!DiskTrouble.of(e).isPassing()) {
                throw e;
            }
        }
    }

    private synchronized List<String> names() {
        return List.copyOf(waiting.keySet());
    }

    private synchronized void renameOne(String name) throws IOException {
        Optional<PartitionLog> log = waiting.remove(name);
        if (log != null) {
            rename(name, log);
        }
    }

    private synchronized boolean isLeaving(String name) {
        return waiting.containsKey(name) || unforced.contains(name);
    }

    private synchronized Set<String> unforced() {
        return Set.copyOf(unforced);
    }

    private synchronized void forced(Set<String> renamed) {
        unforced.removeAll(renamed);
    }

    private void rename(String name, Optional<PartitionLog> log) throws IOException {
        long delayMs = 0;
        if (log.isPresent()) {
            log.get().abandon();
            delayMs = log.get().config().retention().fileDeleteDelayMs();
        }
        Path folder = dataFolder.resolve(name);
        if (environment.disk().isDirectory(folder)) {
            unforced.add(name);
            deletion.begin(folder, environment.clock().millis() + delayMs);
        }
        log.ifPresent(PartitionLog::forget);
    }
}
