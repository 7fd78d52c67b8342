package io.weir.broker.network;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's bytes into frames: a four-byte big-endian size, then so many bytes.
 *
 * <p>Small frames are views of one small buffer, so several pipelined requests cost one read. A larger frame borrows from
 * the pool, and only as fast as its bytes arrive: a peer that announces 100 MB and sends nothing holds nothing. A frame is
 * valid until the next call.
 */
final class FrameReader implements AutoCloseable {

    private static final int SIZE_FIELD_BYTES = 4;
    private static final int OWN_BUFFER_BYTES = 4096;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);
    private static final int FIRST_STEP_BYTES = 1 << 20;

    private final ReadableByteChannel channel;
    private final BufferPool pool;
    private final int maxFrameBytes;
    private ByteBuffer own = NONE;
    private @Nullable ByteBuffer borrowed;

    FrameReader(ReadableByteChannel channel, BufferPool pool, int maxFrameBytes) {
        this.channel = channel;
        this.pool = pool;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Waits for the next frame.
     *
     * @return the frame without its size field, or null when the peer closed the connection between frames
     * @throws MalformedFrameException when the size is negative or above the limit
     * @throws EOFException when the peer closed the connection within a frame
     */
    @Nullable
    ByteBuffer next() throws IOException {
        giveBack();
        if (!fill(SIZE_FIELD_BYTES)) {
            return null;
        }
        int size = own.getInt(own.position());
        checkSize(size);
        own.position(own.position() + SIZE_FIELD_BYTES);
        return size <= OWN_BUFFER_BYTES - SIZE_FIELD_BYTES ? smallFrame(size) : largeFrame(size);
    }

    /** Gives back all memory, if no bytes of a frame have come; false when some have. */
    boolean rest() {
        giveBack();
        if (own.hasRemaining()) {
            return false;
        }
        letGoOfOwn();
        return true;
    }

    /** True when a whole further frame has arrived already: its answer can share a write with those before it. */
    boolean hasBufferedFrame() {
        int available = own.remaining();
        if (available < SIZE_FIELD_BYTES) {
            return false;
        }
        int size = own.getInt(own.position());
        return size >= 0 && size <= available - SIZE_FIELD_BYTES;
    }

    @Override
    public void close() {
        giveBack();
        letGoOfOwn();
    }

    private void checkSize(int size) {
        if (size < 0 || size > maxFrameBytes) {
            throw new MalformedFrameException(
                    "frame size " + size + " is outside 0.." + maxFrameBytes + " (socket.request.max.bytes)");
        }
    }

    private ByteBuffer smallFrame(int size) throws IOException {
        if (!fill(size)) {
            throw new EOFException("connection closed within a frame of " + size + " bytes");
        }
        ByteBuffer frame = own.slice(own.position(), size);
        own.position(own.position() + size);
        return frame;
    }

    private ByteBuffer largeFrame(int size) throws IOException {
        ByteBuffer frame = pool.acquire(Math.min(size, FIRST_STEP_BYTES));
        borrowed = frame;
        frame.put(own);
        own.clear().limit(0);
        while (frame.position() < size) {
            if (!frame.hasRemaining()) {
                frame = grow(frame, size);
            }
            if (channel.read(frame) < 0) {
                throw new EOFException("connection closed within a frame of " + size + " bytes");
            }
        }
        return frame.flip();
    }

    private ByteBuffer grow(ByteBuffer full, int size) {
        ByteBuffer larger = pool.acquire((int) Math.min(size, 2L * full.capacity()));
        larger.put(full.flip());
        borrowed = larger;
        pool.release(full);
        return larger;
    }

    /** Makes at least {@code count} bytes available in the small buffer; false at a clean end of stream. */
    private boolean fill(int count) throws IOException {
        if (own.remaining() >= count) {
            return true;
        }
        if (own.capacity() == 0) {
            own = pool.acquire(OWN_BUFFER_BYTES).limit(0);
        }
        own.compact();
        while (own.position() < count) {
            if (channel.read(own) < 0) {
                boolean clean = own.position() == 0;
                own.flip();
                if (clean) {
                    return false;
                }
                throw new EOFException("connection closed within a frame");
            }
        }
        own.flip();
        return true;
    }

    private void giveBack() {
        if (borrowed != null) {
            pool.release(borrowed);
            borrowed = null;
        }
    }

    private void letGoOfOwn() {
        if (own.capacity() > 0) {
            pool.release(own);
            own = NONE;
        }
    }
}
