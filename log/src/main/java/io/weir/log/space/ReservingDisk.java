package io.weir.log.space;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskLock;
import io.weir.log.disk.DiskSpace;
import io.weir.log.disk.DiskTrouble;
import io.weir.log.disk.OpenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk with a reserve: what finds no room is tried once more when the reserve was given up for it. Records are not:
 * whoever writes them decides.
 */
public final class ReservingDisk implements Disk {

    /** Something that may be done again when it failed for want of room. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    private final Disk disk;
    private final DiskSpace space;

    public ReservingDisk(Disk disk, DiskSpace space) {
        this.disk = disk;
        this.space = space;
    }

    @Override
    public DiskSpace space() {
        return space;
    }

    @Override
    public <T> T runAside(Disk.Work<T, IOException> work) throws IOException {
        return disk.runAside(work);
    }

    @Override
    public OpenFiles openFiles() {
        return disk.openFiles();
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return new ReservingFile(disk.openForReading(file), this);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new ReservingFile(retrying(() -> disk.open(file)), this);
    }

    @Override
    public DiskFile openExisting(Path file) throws IOException {
        return new ReservingFile(disk.openExisting(file), this);
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
        return disk.sizeBytes(file);
    }

    @Override
    public long lastModifiedMs(Path file) throws IOException {
        return disk.lastModifiedMs(file);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        retrying(() -> {
            disk.createDirectories(directory);
            return directory;
        });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        retrying(() -> {
            disk.rename(from, to);
            return to;
        });
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        return retrying(() -> disk.deleteIfExists(path));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
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
    public long totalBytes(Path directory) throws IOException {
        return disk.totalBytes(directory);
    }

    @Override
    public DiskLock lock(Path file) throws IOException {
        return disk.lock(file);
    }

    <T> T retrying(Attempt<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException e) {
            if (DiskTrouble.of(e) != DiskTrouble.FULL) {
                throw e;
            }
            // Also when somebody else gave it up just before: there is room now.
            space.giveUpReserve();
            return work.run();
        }
    }
}
