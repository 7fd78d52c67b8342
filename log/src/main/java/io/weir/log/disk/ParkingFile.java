package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file of a {@link ParkingDisk}. */
final class ParkingFile implements DiskFile {

    /** So much is sent at a time. */
    private static final int STRETCH_BYTES = ColdReads.STRETCH_BYTES;

    /**
     * So much of each end of a stretch is looked at before it is sent: what lies between two ends that are in memory is
     * there, too, since bytes come and go in the order of the file. To look at all of it takes a fifth of the time to send it.
     */
    private static final int LOOKED_AT_BYTES = 64 << 10;

    private final DiskFile file;
    private final ColdReads coldReads;
    private final DiskThreads shortCalls;

    ParkingFile(DiskFile file, ColdReads coldReads, DiskThreads shortCalls) {
        this.file = file;
        this.coldReads = coldReads;
        this.shortCalls = shortCalls;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return coldReads.areForCaller() && !file.isInMemory(position, target.remaining())
                ? coldReads.read(file, target, position)
                : file.read(target, position);
    }

    /** Into the system's memory, which is for virtual threads too. */
    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        file.write(source, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        run(() -> file.truncate(sizeBytes));
    }

    @Override
    public void force() throws IOException {
        run(file::force);
    }

    @Override
    public void forceData() throws IOException {
        run(file::forceData);
    }

    /** Sends no more at a time than was found, or brought, into memory just before, as far as its ends tell. */
    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (!coldReads.areForCaller()) {
            return file.transferTo(position, count, target);
        }
        long next = Math.min(count, STRETCH_BYTES);
        if (!areEndsInMemory(position, next)) {
            coldReads.bringIn(file, position, count);
        }
        return file.transferTo(position, next, target);
    }

    private boolean areEndsInMemory(long position, long count) {
        return count <= 2 * LOOKED_AT_BYTES
                ? file.isInMemory(position, count)
                : file.isInMemory(position, LOOKED_AT_BYTES)
                        && file.isInMemory(position + count - LOOKED_AT_BYTES, LOOKED_AT_BYTES);
    }

    @Override
    public boolean isInMemory(long position, long count) {
        return file.isInMemory(position, count);
    }

    /** The last one to close a deleted file waits until its space is given back. */
    @Override
    public void close() throws IOException {
        run(file::close);
    }

    @Override
    public String toString() {
        return file.toString();
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
