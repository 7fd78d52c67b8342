package io.weir.log.store;

import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.disk.DiskTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of a data folder that are deleted, and whose folders still have their names. To delete one is to note it here,
 * which costs nothing; the folders are renamed by another thread, many in one go, and made durable once. A name that is
 * needed again is freed first.
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
    private boolean unforced;

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

    /** Frees a name that is needed again. The next flush in the data folder, or {@link #finish}, makes that durable. */
    synchronized void free(String name) throws IOException {
        Optional<PartitionLog> log = waiting.remove(name);
        if (log != null) {
            forget(List.of(name));
            rename(name, log);
        }
    }

    /** Renames all folders, durably. One that cannot be renamed does not keep the others. */
    void finish() throws IOException {
        forget(names());
        for (String name : names()) {
            try {
                renameOne(name);
            } catch (IOException e) {
                LOG.error("The files of {} stay behind: {}", dataFolder.resolve(name), e.toString());
            }
        }
        if (takeUnforced()) {
            environment.disk().forceDirectory(dataFolder);
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

    private synchronized boolean takeUnforced() {
        boolean taken = unforced;
        unforced = false;
        return taken;
    }

    private void rename(String name, Optional<PartitionLog> log) throws IOException {
        long delayMs = 0;
        if (log.isPresent()) {
            log.get().abandon();
            delayMs = log.get().config().retention().fileDeleteDelayMs();
        }
        Path folder = dataFolder.resolve(name);
        if (environment.disk().isDirectory(folder)) {
            unforced = true;
            deletion.begin(folder, environment.clock().millis() + delayMs);
        }
        log.ifPresent(PartitionLog::forget);
    }
}
