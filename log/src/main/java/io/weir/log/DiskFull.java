package io.weir.log;

import io.weir.log.disk.OpenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a full disk, or a process without a file handle left, from a broken disk, and remembers it: what could not be
 * written is kept and tried again, and the shortage is reported once, not at every attempt. Thread-safe.
 */
public final class DiskFull {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFull.class);

    private volatile boolean known;

    /** Java has no type for it, only the operating system's words. */
    public static boolean isCause(IOException failure) {
        return isNoRoom(failure) || OpenFiles.isExhausted(failure);
    }

    /** What is wrong with a folder, after a failure of which {@link #isCause} is true. */
    static String describe(IOException failure, Path folder) {
        return OpenFiles.isExhausted(failure)
                ? "No file handle is left for " + folder + "; allow the broker more open files (ulimit -n)"
                : "The disk of " + folder + " is full";
    }

    private static boolean isNoRoom(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    /** Takes note of a failed write below {@code folder}; false when its cause is another. */
    public boolean explains(IOException failure, Path folder) {
        if (!isCause(failure)) {
            return false;
        }
        if (!known) {
            LOG.warn("{}: reads go on, writes are tried again until there is room", describe(failure, folder));
        }
        known = true;
        return true;
    }

    /** The same write succeeded. */
    public void isOver() {
        known = false;
    }

    /** Whether the last attempt found the disk full. */
    public boolean isKnown() {
        return known;
    }
}
