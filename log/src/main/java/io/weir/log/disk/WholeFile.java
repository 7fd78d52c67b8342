package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Small files that are read and replaced as a whole. */
public final class WholeFile {

    private static final String TEMPORARY_SUFFIX = ".tmp";

    private WholeFile() {}

    public static byte[] read(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openExisting(path)) {
            byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.readFully(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    public static String readText(Disk disk, Path path) throws IOException {
        return new String(read(disk, path), StandardCharsets.UTF_8);
    }

    /**
     * Replaces a file atomically and durably: after a crash it is the old one or the new one, and after the return the
     * new one.
     */
    public static void replace(Disk disk, Path path, byte[] content) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
        write(disk, temporary, content, true);
        disk.rename(temporary, path);
        disk.forceDirectory(parent(path));
    }

    public static void replace(Disk disk, Path path, String content) throws IOException {
        replace(disk, path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file in place. */
    public static void write(Disk disk, Path path, byte[] content, boolean force) throws IOException {
        try (DiskFile file = disk.open(path)) {
            file.truncate(0);
            file.write(ByteBuffer.wrap(content), 0);
            if (force) {
                file.force();
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
