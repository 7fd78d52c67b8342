package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk for virtual threads: whoever has to wait for the device is parked, and a platform thread waits in its place.
 * Platform threads wait themselves. Only what cannot wait is done at once: reading what is in memory, and writing to it.
 *
 * <p>Three kinds of threads, so that none waits for another kind: those that read cold bytes, which is the whole budget of
 * cold reads; those for short calls on names and files, which take no locks; those for long work, which may.
 */
public final class ParkingDisk implements Disk, AutoCloseable {

    private final Disk disk;
    private final ColdReads coldReads;
    private final DiskThreads shortCalls;
    private final DiskThreads longWork;

    /**
     * In front of a disk that makes its callers wait.
     *
     * @param budget what reading cold bytes may take; without threads, who needs cold bytes waits for them
     */
    public ParkingDisk(Disk disk, ColdReadBudget budget) {
        int cores = Runtime.getRuntime().availableProcessors();
        this.disk = disk;
        this.coldReads = new ColdReads(budget);
        this.shortCalls = new DiskThreads("weir-disk", Math.clamp(cores, 2, 8));
        this.longWork = new DiskThreads("weir-open", Math.clamp(cores, 2, 8));
    }

    @Override
    public <T> T runAside(Work<T, IOException> work) throws IOException {
        return longWork.call(work);
    }

    @Override
    public OpenFiles openFiles() {
        return disk.openFiles();
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return parking(shortCalls.call(() -> disk.open(file)));
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        return parking(shortCalls.call(() -> disk.openExisting(file)));
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return parking(shortCalls.call(() -> disk.openForReading(file)));
    }

    @Override
    public boolean exists(Path path) {
        return shortCalls.call(() -> disk.exists(path));
    }

    @Override
    public boolean isDirectory(Path path) {
        return shortCalls.call(() -> disk.isDirectory(path));
    }

    @Override
    public long sizeBytes(Path file) throws IOException {
        return shortCalls.call(() -> disk.sizeBytes(file));
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return shortCalls.call(() -> disk.lastModifiedMs(file));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return shortCalls.call(() -> disk.list(directory));
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        run(() -> disk.createDirectories(directory));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        run(() -> disk.rename(from, to));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        return shortCalls.call(() -> disk.deleteIfExists(path));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        run(() -> disk.forceDirectory(directory));
    }

    @Override
    public boolean forceAll(Path directory) throws IOException {
        return shortCalls.call(() -> disk.forceAll(directory));
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return shortCalls.call(() -> disk.usableBytes(directory));
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return shortCalls.call(() -> disk.totalBytes(directory));
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        return shortCalls.call(() -> disk.lock(file));
    }

    /** What virtual threads had to wait for so far. */
    public ColdReadCounts coldReads() {
        return coldReads.counts();
    }

    /** To be closed when nobody uses the disk any more. */
    @Override
    public void close() {
        coldReads.close();
        shortCalls.close();
        longWork.close();
    }

    private DiskFile parking(DiskFile file) {
        return new ParkingFile(file, coldReads, shortCalls);
    }

    private interface Call {
        void run() throws IOException;
    }

    private void run(Call call) throws IOException {
        boolean _ = shortCalls.call(() -> {
            call.run();
            return true;
        });
    }
}
