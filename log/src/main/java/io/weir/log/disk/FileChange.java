package io.weir.log.disk;

import java.nio.file.Path;

/** How a file on a {@link RehearsalDisk} differs from the one on the disk behind it. Sizes are in bytes. */
public sealed interface FileChange {

    Path path();

    record Created(Path path, long bytes) implements FileChange {}

    record Deleted(Path path) implements FileChange {}

    /** The beginning is as before, the end is gone. */
    record Cut(Path path, long bytesBefore, long bytes) implements FileChange {}

    record Rewritten(Path path, long bytesBefore, long bytes) implements FileChange {}
}
