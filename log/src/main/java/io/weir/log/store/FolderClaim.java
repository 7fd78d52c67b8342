package io.weir.log.store;

import io.weir.log.checkpoint.MetaProperties;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskLock;
import io.weir.log.disk.DiskLockedException;
import java.io.IOException;
import java.nio.file.Path;

/** Takes possession of a data folder: creates it, locks it, and makes sure that it is this node's. */
final class FolderClaim implements AutoCloseable {

    private static final String LOCK_FILE = ".lock";

    private final DiskLock lock;
    private final MetaProperties identity;
    private boolean kept;

    private FolderClaim(DiskLock lock, MetaProperties identity) {
        this.lock = lock;
        this.identity = identity;
    }

    static FolderClaim of(Disk disk, Path folder, StoreConfig config) throws IOException, LogStoreException {
        createDurably(disk, folder);
        Path parent = folder.getParent();
        if (parent != null && !disk.exists(folder.resolve(MetaProperties.FILE_NAME))) {
            // It may be there because an earlier start was killed just before it could make it last.
            disk.forceDirectory(parent);
        }
        DiskLock lock = lock(disk, folder);
        try {
            return new FolderClaim(lock, FolderIdentity.claim(disk, folder, config));
        } catch (IOException | LogStoreException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What a failure to take a folder means to people. */
    static LogStoreException unusable(Path folder, IOException cause) {
        return new LogStoreException(
                "The data folder " + folder + " cannot be used (" + cause
                        + "): make it a folder this user can write to, or use another one",
                cause);
    }

    DiskLock lock() {
        return lock;
    }

    MetaProperties identity() {
        return identity;
    }

    /** The lock is held on after {@link #close()}: it is the folder's to give back. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            lock.close();
        }
    }

    private static DiskLock lock(Disk disk, Path folder) throws IOException, LogStoreException {
        try {
            return disk.lock(folder.resolve(LOCK_FILE));
        } catch (DiskLockedException e) {
            throw new LogStoreException(
                    "The data folder " + folder + " is in use by another broker: stop it, or use another folder", e);
        }
    }

    private static void createDurably(Disk disk, Path path) throws IOException {
        Path parent = path.getParent();
        if (!disk.exists(path) && parent != null) {
            createDurably(disk, parent);
            disk.createDirectories(path);
            disk.forceDirectory(parent);
        }
    }
}
