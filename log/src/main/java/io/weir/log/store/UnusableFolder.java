package io.weir.log.store;

import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.LogLocation;
import io.weir.log.PartitionLog;
import io.weir.log.config.LogConfig;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A data folder that could not be opened, and the logs that may be in it: all of them offline until the next start. */
final class UnusableFolder {

    private final LogEnvironment environment;
    private final Path path;
    private final String reason;
    private final Map<String, PartitionLog> logs = new ConcurrentHashMap<>();

    UnusableFolder(LogEnvironment environment, Path path, String reason) {
        this.environment = environment;
        this.path = path;
        this.reason = reason;
    }

    /** A log that nobody can use: an empty one elsewhere would take the place of its records. */
    PartitionLog claim(String name, Uuid topicId, LogConfig config, DurabilityListener listener) {
        PartitionLog log = new PartitionLog(
                environment,
                new LogLocation(path.resolve(name), topicId),
                config,
                LogOrigin.UNKNOWN,
                (folder, offset) -> {},
                listener);
        logs.put(name, log);
        log.fail("it may be in the data folder " + path + ", which could not be opened: " + reason);
        return log;
    }

    Map<String, PartitionLog> logs() {
        return logs;
    }

    DataFolderInfo info() {
        return new DataFolderInfo(path, Uuid.ZERO, false, List.copyOf(new TreeSet<>(logs.keySet())), Map.of(), -1);
    }
}
