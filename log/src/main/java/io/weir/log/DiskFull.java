package io.weir.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a full disk from a broken one, and remembers it: what could not be written is kept and tried again, and the
 * disk is reported full once, not at every attempt. Thread-safe.
 */
public final class DiskFull {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFull.class);

    private volatile boolean known;

    /** Java has no type for it, only the operating system's words. */
    public static boolean isCause(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    /** Takes note of a failed write below {@code folder}; false when its cause is another. */
    public boolean explains(IOException failure, Path folder) {
        if (!isCause(failure)) {
            return false;
        }
        if (!known) {
            LOG.warn("No space left for {}: reads go on, writes are tried again until there is room", folder);
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
