package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.OpenFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .log} file of a segment: opened when it is first needed, and kept open for the next use as long as there are
 * not too many ({@link OpenFiles}). Deleting it does not take it away from those who are still sending from it.
 */
final class SegmentFile implements OpenFiles.Kept {

    /** Something done with the open file. */
    interface Use<T> {
        T with(DiskFile file) throws IOException;
    }

    private final Disk disk;
    private final ReentrantLock lock = new ReentrantLock();
    private final UnforcedWrites unforced = new UnforcedWrites();
    private volatile Path path;
    private boolean isNew;
    private @Nullable DiskFile open;
    private int users;
    private boolean usedLately;
    private boolean closeWhenUnused;

    /** @param isNew the file does not exist yet, and comes into being when it is opened */
    SegmentFile(Disk disk, Path path, boolean isNew) {
        this.disk = disk;
        this.path = path;
        this.isNew = isNew;
    }

    /** The open file, which stays so until {@link #release()}. */
    DiskFile acquire() throws IOException {
        lock.lock();
        try {
            if (closeWhenUnused) {
                throw new NoSuchFileException(path.toString());
            }
            unforced.check();
            DiskFile file = open;
            if (file == null) {
                file = isNew ? disk.open(path) : disk.openExisting(path);
                isNew = false;
                open = file;
                users++;
                // In use by now, or it might be the one that is closed for its own sake.
                disk.openFiles().opened(this);
            } else {
                users++;
            }
            usedLately = true;
            return file;
        } finally {
            lock.unlock();
        }
    }

    void release() throws IOException {
        lock.lock();
        try {
            users--;
            closeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    <T> T use(Use<T> use) throws IOException {
        DiskFile file = acquire();
        try {
            return use.with(file);
        } finally {
            release();
        }
    }

    /**
     * Writes at a position, which is the end; what a failed write left there is cut off again.
     *
     * @throws IOException when nothing was written; when more may be there, because that could not be cut off
     */
    void write(ByteBuffer bytes, int position) throws IOException {
        DiskFile file = acquire();
        try {
            unforced.writing();
            file.writeRecords(bytes, position);
        } catch (IOException e) {
            cutBack(file, position, e);
            throw e;
        } finally {
            release();
        }
    }

    /** Makes everything durable. */
    void force() throws IOException {
        use(file -> {
            unforced.force(file);
            return file;
        });
    }

    /** Everything was made durable with the whole file system; nobody is writing. */
    void forcedWithOthers() {
        unforced.forcedWithOthers();
    }

    /** Closes as soon as nobody uses the file. A payload that is never closed leaves that to the garbage collector. */
    void closeWhenUnused() throws IOException {
        lock.lock();
        try {
            closeWhenUnused = true;
            closeIfUnused();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean closeIfIdle() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            boolean wasUsed = usedLately;
            usedLately = false;
            DiskFile file = open;
            if (file == null || wasUsed || users > 0) {
                return file == null;
            }
            open = null;
            unforced.forceAndClose(file);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the file another name, unless it never came into being. */
    void renameTo(Path target) throws IOException {
        lock.lock();
        try {
            if (disk.exists(path)) {
                disk.rename(path, target);
            }
            path = target;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody has given the file another name. */
    void renamedTo(Path target) {
        lock.lock();
        try {
            path = target;
        } finally {
            lock.unlock();
        }
    }

    Path path() {
        return path;
    }

    private static void cutBack(DiskFile file, int position, IOException cause) throws IOException {
        try {
            if (file.size() > position) {
                file.truncate(position);
                // A power cut must not bring back half a batch, mixed with what is appended next.
                file.force();
            }
        } catch (IOException e) {
            // Worse than a full disk: nobody knows what follows the last good batch.
            IOException unknown = new IOException("a failed write could not be taken back: " + e, e);
            unknown.addSuppressed(cause);
            throw unknown;
        }
    }

    private void closeIfUnused() throws IOException {
        if (closeWhenUnused && users == 0 && open != null) {
            open.close();
            open = null;
            disk.openFiles().closed(this);
        }
    }
}
