package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A lock file is held by somebody else. */
public final class DiskLockedException extends IOException {

    private static final long serialVersionUID = 1L;

    public DiskLockedException(Path file) {
        super("The lock file " + file + " is held by another running broker");
    }
}
