package io.weir.broker.disk;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskLock;
import io.weir.log.disk.NioDisk;
import io.weir.log.disk.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The real file system, of which some files give no answer until they are let go, and are never in memory. Who waits for
 * one of them holds its thread, and a virtual thread its carrier too, as in a call of the operating system.
 */
final class HeldDisk implements Disk {

    private final Disk disk = new NioDisk();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger carriersHeld = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Predicate<Path> held = _ -> false;
    private volatile boolean isForgetful;

    /** From now on. */
    void hold(Predicate<Path> paths) {
        gate = new CountDownLatch(1);
        held = paths;
    }

    /** Everything goes on. */
    void letGo() {
        held = _ -> false;
        gate.countDown();
    }

    /** From now on no file is in memory, whether it is held or not. */
    void forget() {
        isForgetful = true;
    }

    /** How many threads wait now. */
    int waiting() {
        return waiting.get();
    }

    /** How many virtual threads had to wait so far. */
    int carriersHeld() {
        return carriersHeld.get();
    }

    @Override
    public OpenFiles openFiles() {
        return disk.openFiles();
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        pass(file);
        return new HeldFile(file, disk.open(file));
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        pass(file);
        return new HeldFile(file, disk.openExisting(file));
    }

    @Override
    public boolean exists(Path path) {
        pass(path);
        return disk.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        pass(path);
        return disk.isDirectory(path);
    }

    @Override
    public long sizeBytes(Path file) throws IOException {
        pass(file);
        return disk.sizeBytes(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        pass(file);
        return disk.lastModifiedMs(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        pass(directory);
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        pass(directory);
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        pass(from);
        disk.rename(from, to);
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        pass(path);
        return disk.deleteIfExists(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        pass(directory);
        disk.forceDirectory(directory);
    }

    @Override
    public boolean forceAll(Path directory) throws IOException {
        return disk.forceAll(directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return disk.usableBytes(directory);
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        return disk.lock(file);
    }

    private void pass(Path path) {
        if (!held.test(path)) {
            return;
        }
        waiting.incrementAndGet();
        CountDownLatch until = gate;
        if (Thread.currentThread().isVirtual()) {
            carriersHeld.incrementAndGet();
            while (until.getCount() > 0) {
                Thread.onSpinWait();
            }
        } else {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        waiting.decrementAndGet();
    }

    private final class HeldFile implements DiskFile {

        private final Path path;
        private final DiskFile file;

        HeldFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public boolean isInMemory(long position, long count) {
            return !isForgetful && !held.test(path) && file.isInMemory(position, count);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            pass(path);
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            pass(path);
            file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            pass(path);
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            pass(path);
            file.force();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            pass(path);
            return file.transferTo(position, count, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
