package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a process holds the lock of a file, without touching the lock: on Linux, from {@code /proc/locks}. */
public final class HeldLocks {

    private static final Path LOCKS = Path.of("/proc/locks");

    private HeldLocks() {}

    /** False as well where it cannot be found out. */
    public static boolean isHeld(Path file) {
        try {
            String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
            return Files.readAllLines(LOCKS).stream()
                    .anyMatch(line -> line.contains(inode) && line.contains("WRITE") && !line.contains("->"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
