package io.weir.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An open file, read and written by position. Reads and one writer may work at the same time; an interrupt of the
 * calling thread does not close the file for the others.
 */
public interface DiskFile extends AutoCloseable {

    /** Reads up to {@code target.remaining()} bytes; returns how many, or -1 at the end of the file. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all remaining bytes; the file grows when it must. */
    void write(ByteBuffer source, long position) throws IOException;

    /** As {@link #write}, for new records: where room is short, they come last. */
    default void writeRecords(ByteBuffer source, long position) throws IOException {
        write(source, position);
    }

    long size() throws IOException;

    /** Cuts the file to {@code sizeBytes}; nothing happens when it is not longer. */
    void truncate(long sizeBytes) throws IOException;

    /** Makes the bytes and the size durable; the name needs {@link Disk#forceDirectory}. */
    void force() throws IOException;

    /**
     * Makes the bytes durable, and the size when it has changed; times need not be. Cheaper than {@link #force()} in a
     * file that does not grow: nothing but the bytes is written.
     */
    default void forceData() throws IOException {
        force();
    }

    /**
     * Sends bytes to a channel without copying them where the platform can; returns how many were taken, which may be
     * fewer than asked and 0 when the channel takes none now.
     */
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    /**
     * Whether reading these bytes would not wait for the device, as far as can be told cheaply: false when in doubt. What
     * lies behind the end of the file counts for nothing.
     */
    default boolean isInMemory(long position, long count) {
        return true;
    }

    @Override
    void close() throws IOException;

    /** Reads until {@code target} is full. Throws {@link java.io.EOFException} when the file ends before. */
    default void readFully(ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int read = read(target, at);
            if (read < 0) {
                throw new java.io.EOFException(
                        "The file ends at " + at + ", " + target.remaining() + " bytes too early");
            }
            at += read;
        }
    }
}
