package io.weir.log.store;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskLock;
import io.weir.log.disk.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that fails when the test says so: at one operation, or from one on until it is well again. */
final class FaultyDisk implements Disk {

    /** What an operation does to the disk. */
    enum Operation {
        /** Needs room. */
        GROW,
        /** Changes something and needs none. */
        CHANGE,
        FORCE,
        READ
    }

    /** What fails and how. */
    interface Fault {
        /** The words of the operating system; null when the operation goes well. */
        @Nullable
        String of(Operation operation, long number, Path path);
    }

    private static final Fault NONE = (operation, number, path) -> null;

    private final Disk disk;
    private final List<Path> logReads = new ArrayList<>();
    private volatile Fault fault = NONE;
    private volatile long fullFrom = Long.MAX_VALUE;
    private long roomBytes;
    private long operations;
    private long logBytesRead;

    FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    /** From operation number {@code first} on there is only the room that is freed, until {@link #heal()}. */
    void fullFrom(long first) {
        fullFrom = first;
    }

    /** Whatever is done from number {@code first} on fails, below {@code folder}. */
    void brokenFrom(long first, Path folder) {
        fault = (operation, number, path) -> number >= first && path.startsWith(folder) ? "Input/output error" : null;
    }

    void fails(Fault newFault) {
        fault = newFault;
    }

    void heal() {
        fault = NONE;
        fullFrom = Long.MAX_VALUE;
    }

    /** Operations so far. */
    synchronized long operations() {
        return operations;
    }

    /** Bytes read from files of batches since the last call. */
    synchronized long takeLogBytesRead() {
        long bytes = logBytesRead;
        logBytesRead = 0;
        logReads.clear();
        return bytes;
    }

    private void meet(Operation operation, Path path) throws IOException {
        meet(operation, path, operation == Operation.GROW ? 1 : 0);
    }

    private synchronized void meet(Operation operation, Path path, long growth) throws IOException {
        long number = operations++;
        String words = fault.of(operation, number, path);
        if (words != null) {
            throw new IOException(words);
        }
        if (number >= fullFrom && growth > 0) {
            if (growth > roomBytes) {
                throw new IOException("No space left on device");
            }
            roomBytes -= growth;
        }
    }

    private synchronized void free(long bytes) {
        if (operations >= fullFrom) {
            roomBytes += Math.max(0, bytes);
        }
    }

    @Override
    public OpenFiles openFiles() {
        return disk.openFiles();
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        meet(disk.exists(file) ? Operation.READ : Operation.GROW, file);
        return new Open(disk.open(file), file);
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        meet(Operation.READ, file);
        return new Open(disk.openExisting(file), file);
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return disk.isDirectory(path);
    }

    @Override
    public long sizeBytes(Path file) throws IOException {
        meet(Operation.READ, file);
        return disk.sizeBytes(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        meet(Operation.READ, file);
        return disk.lastModifiedMs(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        meet(Operation.READ, directory);
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        if (!disk.isDirectory(directory)) {
            meet(Operation.GROW, directory);
        }
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        meet(Operation.CHANGE, from);
        disk.rename(from, to);
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        meet(Operation.CHANGE, path);
        if (disk.exists(path) && !disk.isDirectory(path)) {
            free(disk.sizeBytes(path));
        }
        return disk.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        meet(Operation.FORCE, directory);
        disk.forceDirectory(directory);
    }

    @Override
    public boolean forceAll(Path directory) throws IOException {
        meet(Operation.FORCE, directory);
        return disk.forceAll(directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return operations() >= fullFrom ? roomBytes : disk.usableBytes(directory);
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return disk.totalBytes(directory);
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        meet(Operation.CHANGE, file);
        return disk.lock(file);
    }

    private final class Open implements DiskFile {

        private final DiskFile file;
        private final Path path;

        Open(DiskFile file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            meet(Operation.READ, path);
            int read = file.read(target, position);
            if (path.toString().endsWith(".log")) {
                synchronized (FaultyDisk.this) {
                    logBytesRead += Math.max(0, read);
                    logReads.add(path);
                }
            }
            return read;
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            long growth = Math.max(0, position + source.remaining() - file.size());
            try {
                meet(growth > 0 ? Operation.GROW : Operation.CHANGE, path, growth);
            } catch (IOException e) {
                // What fits is written, as the real thing does it.
                file.write(source.slice(source.position(), source.remaining() / 2), position);
                throw e;
            }
            file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            meet(Operation.CHANGE, path);
            free(file.size() - sizeBytes);
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            meet(Operation.FORCE, path);
            file.force();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            meet(Operation.READ, path);
            return file.transferTo(position, count, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
