package io.weir.log.checkpoint;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that says everything in a data folder was written and forced before the broker went. Kafka's name and
 * content (KIP-966), so that either broker trusts the other's.
 */
public final class CleanShutdownMark {

    public static final String FILE_NAME = ".kafka_cleanshutdown";

    private static final long NO_EPOCH = -1;
    private static final Pattern EPOCH = Pattern.compile("\"brokerEpoch\":\\s*(-?[0-9]{1,18})");

    private CleanShutdownMark() {}

    public static boolean isThere(Disk disk, Path dataFolder) {
        return disk.exists(dataFolder.resolve(FILE_NAME));
    }

    /** In which registration the broker was that left the mark; -1 where it says none. Empty without a mark. */
    public static OptionalLong epoch(Disk disk, Path dataFolder) throws IOException {
        if (!isThere(disk, dataFolder)) {
            return OptionalLong.empty();
        }
        Matcher found = EPOCH.matcher(WholeFile.readText(disk, dataFolder.resolve(FILE_NAME)));
        return OptionalLong.of(found.find() ? Long.parseLong(found.group(1)) : NO_EPOCH);
    }

    /** Takes the mark away, durably, and tells what {@link #epoch} did. */
    public static OptionalLong take(Disk disk, Path dataFolder) throws IOException {
        OptionalLong epoch = epoch(disk, dataFolder);
        if (disk.deleteIfExists(dataFolder.resolve(FILE_NAME))) {
            disk.forceDirectory(dataFolder);
        }
        return epoch;
    }

    /** @param brokerEpoch of the present registration, or -1 */
    public static void leave(Disk disk, Path dataFolder, long brokerEpoch) throws IOException {
        WholeFile.replace(disk, dataFolder.resolve(FILE_NAME), "{\"version\":0,\"brokerEpoch\":" + brokerEpoch + "}");
    }
}
