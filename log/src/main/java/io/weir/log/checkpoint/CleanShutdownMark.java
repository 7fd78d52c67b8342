package io.weir.log.checkpoint;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The file that says everything in a data folder was written and forced before the broker went. Kafka's name and
 * content (KIP-966), so that either broker trusts the other's.
 */
public final class CleanShutdownMark {

    public static final String FILE_NAME = ".kafka_cleanshutdown";

    private static final String CONTENT = "{\"version\":0,\"brokerEpoch\":-1}";

    private CleanShutdownMark() {}

    public static boolean isThere(Disk disk, Path dataFolder) {
        return disk.exists(dataFolder.resolve(FILE_NAME));
    }

    /** Takes the mark away, durably, and tells whether there was one. */
    public static boolean take(Disk disk, Path dataFolder) throws IOException {
        boolean clean = disk.deleteIfExists(dataFolder.resolve(FILE_NAME));
        if (clean) {
            disk.forceDirectory(dataFolder);
        }
        return clean;
    }

    public static void leave(Disk disk, Path dataFolder) throws IOException {
        WholeFile.replace(disk, dataFolder.resolve(FILE_NAME), CONTENT);
    }
}
