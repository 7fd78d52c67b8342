package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system as the log sees it. What is written is readable at once, and kept over a power cut only when it was
 * forced: the bytes of a file by {@link DiskFile#force()}, the names in a directory (created, renamed, deleted) by
 * {@link #forceDirectory(Path)}. Between two forces any part of the changes may be lost, and in any order.
 *
 * <p>Thread-safe.
 */
public interface Disk {

    /** Something done with a disk. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Runs long work, in which waiting for the device and computing take turns, on a thread where both are welcome; the
     * caller waits. The work must not need a lock that the caller holds.
     */
    default <T> T runAside(Work<T, IOException> work) throws IOException {
        return work.run();
    }

    /** The files of this disk that are kept open between uses. */
    OpenFiles openFiles();

    /** Opens a file to read and write; creates it empty when it is missing. */
    DiskFile open(Path file) throws IOException;

    /** Opens a file to read and write; throws {@link java.nio.file.NoSuchFileException} when it is missing. */
    DiskFile openExisting(Path file) throws IOException;

    /**
     * Opens a file that will only be read, also where it may not be written to; throws
     * {@link java.nio.file.NoSuchFileException} when it is missing.
     */
    default DiskFile openForReading(Path file) throws IOException {
        return openExisting(file);
    }

    boolean exists(Path path);

    boolean isDirectory(Path path);

    /** Size of a file in bytes. */
    long sizeBytes(Path file) throws IOException;

    /** Time of the last change of a file, in milliseconds since the epoch. */
    long lastModifiedMs(Path file) throws IOException;

    /** The names in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /** Creates a directory and the parents it lacks; nothing happens when it is there. */
    void createDirectories(Path directory) throws IOException;

    /** Renames within one directory or to a sibling, atomically; a file in the way is replaced. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory; false when there was none. */
    boolean deleteIfExists(Path path) throws IOException;

    /** Makes the names in a directory durable. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Makes everything written on the file system of {@code directory} durable in one go: files, names, sizes. Cheaper
     * than forcing many files one by one. Returns false, having done nothing, where the platform cannot do it.
     */
    boolean forceAll(Path directory) throws IOException;

    /** Size in bytes of the file system of {@code directory}; the largest number where it is unknown. */
    default long totalBytes(Path directory) throws IOException {
        return Long.MAX_VALUE;
    }

    /** What is done where room is short. */
    default DiskSpace space() {
        return DiskSpace.UNMANAGED;
    }

    /** Free bytes this process may still use on the file system of {@code directory}. */
    long usableBytes(Path directory) throws IOException;

    /**
     * Takes the lock that a file stands for, creating the file when it is missing.
     *
     * @throws DiskLockedException when another process, or this one, holds it
     */
    DiskLock lock(Path file) throws IOException;
}
