package io.weir.log.store;

import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.LogLocation;
import io.weir.log.PartitionLog;
import io.weir.log.RecoveryPoints;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of logs that move into a data folder from others. The folder of a copy has the log's name and a suffix, as
 * Kafka has it, until the copy takes the log's place.
 */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final String SUFFIX = "-future";

    private final LogEnvironment environment;
    private final Path dataFolder;
    private final FolderDeletion deletion;
    private final RecoveryPoints recoveryPoints;
    private final DurabilityListener listener;
    private final Map<String, PartitionLog> copies = new ConcurrentHashMap<>();

    /** Logs whose copies are about to get their names, and what is to be known of them then. */
    private final Map<String, LogOrigin> expected = new ConcurrentHashMap<>();

    private final List<String> left = new ArrayList<>();

    /** @param listener of copies, which is told when the disk is broken */
    Arrivals(
            LogEnvironment environment,
            Path dataFolder,
            FolderDeletion deletion,
            RecoveryPoints recoveryPoints,
            DurabilityListener listener) {
        this.environment = environment;
        this.dataFolder = dataFolder;
        this.deletion = deletion;
        this.recoveryPoints = recoveryPoints;
        this.listener = listener;
    }

    static boolean isCopy(String folderName) {
        return folderName.endsWith(SUFFIX) && folderName.lastIndexOf('.') > 0;
    }

    /** The copy of a log, in a folder of its own. It is forced when it is whole, and not before. */
    PartitionLog begin(PartitionLog log) {
        String name = log.location().name();
        Uuid topicId = log.location().topicId();
        LogConfig config = log.config().withFlush(flush -> flush.withBeforeAck(false));
        Path folder = dataFolder.resolve(name + "." + Uuid.random() + SUFFIX);
        PartitionLog copy = new PartitionLog(
                environment, new LogLocation(folder, topicId), config, LogOrigin.UNKNOWN, recoveryPoints, listener);
        copies.put(name, copy);
        return copy;
    }

    Map<String, PartitionLog> copies() {
        return Map.copyOf(copies);
    }

    void expect(String name, LogOrigin origin) {
        expected.put(name, origin);
    }

    Map<String, LogOrigin> expected() {
        return Map.copyOf(expected);
    }

    /** The copy has taken the log's place, or never will: then its folder is deleted. */
    void end(String name) {
        close(name, true);
    }

    /** As {@link #end}, but the folder stays for the next start, which sees what has come of the move. */
    void interrupt(String name) {
        close(name, false);
    }

    private void close(String name, boolean deletes) {
        expected.remove(name);
        PartitionLog copy = copies.remove(name);
        if (copy == null) {
            return;
        }
        Path folder = copy.location().folder();
        try {
            copy.abandon();
            if (deletes && environment.disk().isDirectory(folder)) {
                deletion.begin(folder, Long.MIN_VALUE);
            }
            copy.forget();
        } catch (IOException e) {
            LOG.warn("The copy {} stays until the next start: {}", folder, e.toString());
        }
    }

    /** The folder of a copy that an earlier run left behind. */
    void found(String folderName) {
        left.add(folderName);
    }

    /** The names of the logs whose copies were left behind. */
    Collection<String> found() {
        return left.stream().map(Arrivals::nameOf).toList();
    }

    /** Deletes what was left behind of a log that is where it was. */
    void discard(String name) throws IOException {
        for (String folderName : foundOf(name)) {
            deletion.begin(dataFolder.resolve(folderName), Long.MIN_VALUE);
            left.remove(folderName);
        }
    }

    /** Completes the move of a log whose folder had gone already: its copy is whole. */
    void complete(String name) throws IOException {
        for (String folderName : foundOf(name)) {
            rename(folderName, name);
            left.remove(folderName);
        }
    }

    /** Gives the copy the name of its log, durably. */
    void settle(String name) throws IOException {
        PartitionLog copy = copies.get(name);
        if (copy != null && environment.disk().isDirectory(copy.location().folder())) {
            rename(copy.location().name(), name);
        }
    }

    private void rename(String folderName, String name) throws IOException {
        Disk disk = environment.disk();
        disk.rename(dataFolder.resolve(folderName), dataFolder.resolve(name));
        disk.forceDirectory(dataFolder);
    }

    private List<String> foundOf(String name) {
        return left.stream()
                .filter(folderName -> nameOf(folderName).equals(name))
                .toList();
    }

    private static String nameOf(String folderName) {
        return folderName.substring(0, folderName.lastIndexOf('.'));
    }
}
