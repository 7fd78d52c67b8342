package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file over {@link FileChannel}.
 *
 * <p>An interrupted thread closes the channel it is working on, for everybody. All work here is by position and so can
 * be done again: the file is opened anew, the work repeated, and the thread's interrupt kept for whoever waits for it.
 */
final class NioDiskFile implements DiskFile {

    private static final Set<OpenOption> READ_WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private final Path path;
    private final Set<OpenOption> reopening;
    private final Object reopenLock = new Object();
    private final RecentWrites recentWrites = new RecentWrites();
    private final PageCache pageCache = new PageCache();
    private volatile FileChannel channel;
    private volatile boolean closed;

    private NioDiskFile(Path path, Set<OpenOption> opening, Set<OpenOption> reopening) throws IOException {
        this.path = path;
        this.reopening = reopening;
        this.channel = FileChannel.open(path, opening);
    }

    static NioDiskFile open(Path path) throws IOException {
        return new NioDiskFile(path, READ_WRITE, EXISTING);
    }

    static NioDiskFile openExisting(Path path) throws IOException {
        return new NioDiskFile(path, EXISTING, EXISTING);
    }

    static NioDiskFile openForReading(Path path) throws IOException {
        return new NioDiskFile(path, READ, READ);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return (int) uninterrupted(open -> open.read(target, position));
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        uninterrupted(open -> {
            source.position(start);
            long at = position;
            while (source.hasRemaining()) {
                at += open.write(source, at);
            }
            return at;
        });
        recentWrites.add(position, source.position() - start, System.nanoTime());
    }

    @Override
    public boolean isInMemory(long position, long count) {
        return recentWrites.reachBackTo(position, System.nanoTime()) || pageCache.holds(channel, position, count);
    }

    @Override
    public long size() throws IOException {
        return uninterrupted(FileChannel::size);
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        uninterrupted(open -> open.truncate(sizeBytes).size());
    }

    @Override
    public void force() throws IOException {
        // true is fsync and false is fdatasync: the size changes with every append, so both write the inode, and the
        // tail of fsync was measured to be the shorter one.
        uninterrupted(open -> {
            open.force(true);
            return 0;
        });
    }

    @Override
    public void forceData() throws IOException {
        uninterrupted(open -> {
            open.force(false);
            return 0;
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        FileChannel open = channel;
        try {
            return open.transferTo(position, count, target);
        } catch (ClosedChannelException e) {
            // The target may be the one that is closed: only a closed file is worth another try, by the caller.
            if (!open.isOpen() && !closed && target.isOpen()) {
                reopen(open);
                return 0;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (reopenLock) {
            closed = true;
            pageCache.close();
            channel.close();
        }
    }

    private interface Work {
        long on(FileChannel channel) throws IOException;
    }

    private long uninterrupted(Work work) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return work.on(open);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    reopen(open);
                } catch (ClosedChannelException e) {
                    reopen(open);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void reopen(FileChannel failed) throws IOException {
        synchronized (reopenLock) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (channel.equals(failed)) {
                channel = FileChannel.open(path, reopening);
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
