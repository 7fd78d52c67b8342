package io.weir.log.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The real file system. */
public final class NioDisk implements Disk {

    private final FileSystemSync fileSystemSync = FileSystemSync.ofPlatform();
    private final OpenFiles openFiles;

    /** Keeps as many files open as the process can afford. */
    public NioDisk() {
        this(OpenFiles.forThisProcess());
    }

    NioDisk(OpenFiles openFiles) {
        this.openFiles = openFiles;
    }

    @Override
    public OpenFiles openFiles() {
        return openFiles;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return openFiles.open(() -> NioDiskFile.open(file));
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        return openFiles.open(() -> NioDiskFile.openExisting(file));
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return NioDiskFile.openForReading(file);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public long sizeBytes(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return openFiles.open(() -> names(directory));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = openFiles.open(() -> FileChannel.open(directory, StandardOpenOption.READ))) {
            channel.force(true);
        }
    }

    @Override
    public boolean forceAll(Path directory) throws IOException {
        return fileSystemSync.sync(directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        // By way of File it is a single system call; a FileStore first reads the table of what is mounted.
        return directory.toFile().getUsableSpace();
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return directory.toFile().getTotalSpace();
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel::close;
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it: to the caller the same as another process holding it.
        }
        channel.close();
        throw new DiskLockedException(file);
    }
}
