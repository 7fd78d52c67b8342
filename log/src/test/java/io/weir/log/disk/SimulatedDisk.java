package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose power. What was forced stays; of what was not, each 512-byte sector keeps any of the
 * states it went through, a file any of its sizes, a directory any of its lists of names.
 *
 * <p>It can also fail by itself after a number of changes: that is how a crash is placed inside an operation.
 */
public final class SimulatedDisk implements Disk {

    /** The power is gone; the disk takes nothing any more. */
    public static final class PowerLossException extends IOException {
        private static final long serialVersionUID = 1L;

        PowerLossException() {
            super("power loss");
        }
    }

    private final SimulatedDirectory root;
    private final Set<Path> locked = new HashSet<>();
    private long changesLeft = Long.MAX_VALUE;
    private long changes;
    private long forces;
    private long reads;
    private long freeBytes = Long.MAX_VALUE;
    private volatile Runnable beforeWrite = () -> {};

    /** Few, so that files are closed and opened again all the time. */
    private final OpenFiles openFiles = new OpenFiles(4);

    private int handlesLeft = Integer.MAX_VALUE;

    public SimulatedDisk() {
        this(new SimulatedDirectory());
    }

    private SimulatedDisk(SimulatedDirectory root) {
        this.root = root;
    }

    /** After so many more changes every call fails. */
    public synchronized void failAfter(long count) {
        changesLeft = count;
    }

    /** How often the disk was changed or forced so far. */
    public synchronized long changes() {
        return changes;
    }

    /** How often anything was forced so far. */
    public synchronized long forces() {
        return forces;
    }

    /** How often a file was read from so far. */
    public synchronized long reads() {
        return reads;
    }

    /** Whether the power is gone. */
    public synchronized boolean hasFailed() {
        return changesLeft == 0;
    }

    /** From now on only so many bytes can be added. */
    public synchronized void limitFreeBytes(long bytes) {
        freeBytes = bytes;
    }

    /** Is run before every write to a file, and may hold it back. */
    public void beforeWrite(Runnable action) {
        beforeWrite = action;
    }

    /** What is found after the power came back. The old disk must not be used any more. */
    public synchronized SimulatedDisk afterPowerLoss(long seed) {
        return new SimulatedDisk(root.afterPowerLoss(new Random(seed)));
    }

    /** What is found after the process alone was killed: everything it wrote. */
    public synchronized SimulatedDisk afterProcessDeath() {
        return new SimulatedDisk(root);
    }

    /** From now on only so many more files can be open at a time. */
    public synchronized void limitHandles(int more) {
        handlesLeft = more;
    }

    @Override
    public OpenFiles openFiles() {
        return openFiles;
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return openFiles.open(() -> create(file));
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        return openFiles.open(() -> find(file));
    }

    private synchronized DiskFile create(Path file) throws IOException {
        SimulatedDirectory parent = directory(parent(file));
        SimulatedFile found = parent.file(name(file));
        if (found == null) {
            change();
            found = new SimulatedFile();
            parent.put(name(file), found);
        }
        return new Open(found);
    }

    private synchronized DiskFile find(Path file) throws IOException {
        return new Open(existing(file));
    }

    @Override
    public synchronized boolean exists(Path path) {
        return node(path) != null;
    }

    @Override
    public synchronized boolean isDirectory(Path path) {
        return node(path) instanceof SimulatedDirectory;
    }

    @Override
    public synchronized long sizeBytes(Path file) throws IOException {
        return existing(file).size();
    }

    @Override
    public long lastModifiedMs(Path file) {
        return 0;
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        return List.copyOf(directory(directory).names());
    }

    @Override
    public synchronized void createDirectories(Path directory) throws IOException {
        SimulatedDirectory at = root;
        for (Path part : directory) {
            Object child = at.get(part.toString());
            if (child == null) {
                change();
                child = new SimulatedDirectory();
                at.put(part.toString(), child);
            }
            at = (SimulatedDirectory) child;
        }
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        SimulatedDirectory parent = directory(parent(from));
        if (parent.get(name(from)) == null) {
            throw new NoSuchFileException(from.toString());
        }
        if (!parent(from).equals(parent(to))) {
            throw new IOException("Only renames within a directory are simulated");
        }
        change();
        if (parent.get(name(to)) instanceof SimulatedFile replaced) {
            free(replaced.size());
        }
        parent.rename(name(from), name(to));
    }

    @Override
    public synchronized boolean deleteIfExists(Path path) throws IOException {
        if (node(path) == null) {
            return false;
        }
        change();
        SimulatedDirectory parent = directory(parent(path));
        if (parent.get(name(path)) instanceof SimulatedFile file) {
            free(file.size());
        }
        parent.remove(name(path));
        return true;
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        change();
        forces++;
        directory(directory).force();
    }

    @Override
    public synchronized boolean forceAll(Path directory) throws IOException {
        change();
        forces++;
        root.forceAll();
        return true;
    }

    @Override
    public synchronized long usableBytes(Path directory) {
        return freeBytes;
    }

    @Override
    public long totalBytes(Path directory) {
        return Long.MAX_VALUE;
    }

    @Override
    public synchronized DiskLock lock(Path file) throws IOException {
        if (!locked.add(file)) {
            throw new DiskLockedException(file);
        }
        return () -> {
            synchronized (this) {
                locked.remove(file);
            }
        };
    }

    /** Changes one byte, as a fault of the medium would. */
    public synchronized void flipBit(Path file, long position) throws IOException {
        existing(file).flipBit((int) position);
    }

    private void free(long bytes) {
        if (freeBytes != Long.MAX_VALUE) {
            freeBytes += bytes;
        }
    }

    private void change() throws IOException {
        changes++;
        if (changesLeft-- <= 0) {
            changesLeft = 0;
            throw new PowerLossException();
        }
    }

    private SimulatedFile existing(Path file) throws IOException {
        if (node(file) instanceof SimulatedFile found) {
            return found;
        }
        throw new NoSuchFileException(file.toString());
    }

    private SimulatedDirectory directory(Path path) throws IOException {
        if (node(path) instanceof SimulatedDirectory directory) {
            return directory;
        }
        throw new NoSuchFileException(path.toString());
    }

    private @Nullable Object node(Path path) {
        Object at = root;
        for (Path part : path) {
            if (!(at instanceof SimulatedDirectory directory)) {
                return null;
            }
            at = directory.get(part.toString());
        }
        return at;
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("No folder around " + path);
        }
        return parent;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private final class Open implements DiskFile {

        private final SimulatedFile file;
        private boolean closed;

        Open(SimulatedFile file) throws IOException {
            if (handlesLeft == 0) {
                throw new IOException("Too many open files");
            }
            handlesLeft--;
            this.file = file;
        }

        private void checkOpen() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                reads++;
                return file.read(target, (int) position);
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            beforeWrite.run();
            synchronized (SimulatedDisk.this) {
                checkOpen();
                long growth = Math.max(0, position + source.remaining() - file.size());
                if (growth > freeBytes) {
                    // What fits is written, as the real thing does it.
                    int fits = (int) Math.max(0, source.remaining() - (growth - freeBytes));
                    file.write(source.slice(source.position(), fits), (int) position);
                    freeBytes = 0;
                    throw new IOException("No space left on device");
                }
                change();
                if (freeBytes != Long.MAX_VALUE) {
                    freeBytes -= growth;
                }
                file.write(source, (int) position);
            }
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return file.size();
            }
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                if (sizeBytes < file.size()) {
                    change();
                    free(file.size() - sizeBytes);
                    file.truncate((int) sizeBytes);
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                change();
                forces++;
                file.force();
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate((int) count);
            read(bytes, position);
            return target.write(bytes.flip());
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                if (!closed) {
                    closed = true;
                    handlesLeft++;
                }
            }
        }
    }
}
