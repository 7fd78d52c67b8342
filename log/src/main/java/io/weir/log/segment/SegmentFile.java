package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .log} file of a segment: opened when it is first needed, closed when nobody uses it any more. Deleting it
 * does not take it away from those who are still sending from it.
 */
final class SegmentFile {

    /** Something done with the open file. */
    interface Use<T> {
        T with(DiskFile file) throws IOException;
    }

    private final Disk disk;
    private volatile Path path;
    private boolean isNew;
    private @Nullable DiskFile open;
    private int users;
    private boolean closeWhenUnused;

    /** @param isNew the file does not exist yet, and comes into being when it is opened */
    SegmentFile(Disk disk, Path path, boolean isNew) {
        this.disk = disk;
        this.path = path;
        this.isNew = isNew;
    }

    /** The open file, which stays so until {@link #release()}. */
    synchronized DiskFile acquire() throws IOException {
        if (closeWhenUnused) {
            throw new NoSuchFileException(path.toString());
        }
        DiskFile file = open;
        if (file == null) {
            file = isNew ? disk.open(path) : disk.openExisting(path);
            isNew = false;
            open = file;
        }
        users++;
        return file;
    }

    synchronized void release() throws IOException {
        users--;
        closeIfUnused();
    }

    <T> T use(Use<T> use) throws IOException {
        DiskFile file = acquire();
        try {
            return use.with(file);
        } finally {
            release();
        }
    }

    /** Writes at a position, which is the end; what a failed write left there is cut off again. */
    void write(ByteBuffer bytes, int position) throws IOException {
        DiskFile file = acquire();
        try {
            file.write(bytes, position);
        } catch (IOException e) {
            cutBack(file, position, e);
            throw e;
        } finally {
            release();
        }
    }

    /** Closes as soon as nobody uses the file. A payload that is never closed leaves that to the garbage collector. */
    synchronized void closeWhenUnused() throws IOException {
        closeWhenUnused = true;
        closeIfUnused();
    }

    /** Gives the file another name, unless it never came into being. */
    synchronized void renameTo(Path target) throws IOException {
        if (disk.exists(path)) {
            disk.rename(path, target);
        }
        path = target;
    }

    Path path() {
        return path;
    }

    private static void cutBack(DiskFile file, int position, IOException cause) {
        try {
            file.truncate(position);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void closeIfUnused() throws IOException {
        if (closeWhenUnused && users == 0 && open != null) {
            open.close();
            open = null;
        }
    }
}
