package io.weir.log;

import io.weir.log.disk.DiskTrouble;
import java.io.IOException;

/** Remembers that something could not be written for want of room or of files, so that it is tried again. Thread-safe. */
public final class DiskFull {

    private volatile boolean known;

    /** Takes note of a failed write; false when its cause does not pass by itself. */
    public boolean explains(IOException failure) {
        if (!DiskTrouble.of(failure).isPassing()) {
            return false;
        }
        known = true;
        return true;
    }

    /** The same write succeeded. */
    public void isOver() {
        known = false;
    }

    /** Whether the last attempt found no room. */
    public boolean isKnown() {
        return known;
    }
}
