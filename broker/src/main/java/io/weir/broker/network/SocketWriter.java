package io.weir.broker.network;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers to one socket: buffers are gathered into one call, file regions go by {@code transferTo}.
 *
 * <p>Used by one thread at a time.
 */
final class SocketWriter {

    private static final int MAX_GATHERED = 64;
    private static final int SIZE_FIELD_BYTES = 4;

    /** So little of a file is sent with what comes before and after it: one call more, and one wake-up of the peer less. */
    private static final int MAX_COPIED_BYTES = 8 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);

    private final LoopSocket socket;
    private final SocketChannel channel;
    private final List<ByteBuffer> gathered = new ArrayList<>();
    private volatile boolean writing;
    private volatile long progressNanos;

    SocketWriter(LoopSocket socket) {
        this.socket = socket;
        this.channel = socket.channel();
    }

    /** Queues one answer, behind its size; long ones are written on the way. */
    void add(List<Payload> parts) throws IOException {
        try {
            long size = 0;
            for (Payload part : parts) {
                size += part.sizeBytes();
            }
            ByteBuffer sizeField = ByteBuffer.allocate(SIZE_FIELD_BYTES);
            gather(sizeField.putInt(Math.toIntExact(size)).flip());
            for (Payload part : parts) {
                if (part instanceof BufferPayload(ByteBuffer buffer)) {
                    gather(buffer.duplicate());
                } else if (part.sizeBytes() <= MAX_COPIED_BYTES) {
                    gather(inMemory(part));
                } else {
                    flush();
                    transfer(part);
                }
            }
        } finally {
            release(parts);
        }
    }

    /** Lets go of what payloads hold besides memory, whether they were sent or never will be. */
    static void release(List<Payload> parts) {
        for (Payload part : parts) {
            if (part instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException e) {
                    LOG.debug("letting go of a payload: {}", e.toString());
                }
            }
        }
    }

    /** True when a write has waited for the peer for longer than this: it has stopped reading. */
    boolean isStalled(long nowNanos, long maxNanos) {
        return writing && nowNanos - progressNanos > maxNanos;
    }

    /** Writes what is queued. */
    void flush() throws IOException {
        if (gathered.isEmpty()) {
            return;
        }
        ByteBuffer[] buffers = gathered.toArray(ByteBuffer[]::new);
        gathered.clear();
        int first = 0;
        begin();
        while (first < buffers.length) {
            long written = channel.write(buffers, first, buffers.length - first);
            if (written == 0) {
                socket.awaitWritable();
            }
            progress(written);
            while (first < buffers.length && !buffers[first].hasRemaining()) {
                first++;
            }
        }
        writing = false;
    }

    private void begin() {
        progressNanos = System.nanoTime();
        writing = true;
    }

    private void progress(long bytes) {
        if (bytes > 0) {
            progressNanos = System.nanoTime();
        }
    }

    private void gather(ByteBuffer buffer) throws IOException {
        if (!buffer.hasRemaining()) {
            return;
        }
        gathered.add(buffer);
        if (gathered.size() >= MAX_GATHERED) {
            flush();
        }
    }

    private static ByteBuffer inMemory(Payload part) throws IOException {
        ByteBuffer copy = ChunkChannel.read(part, 0);
        if (copy.remaining() < part.sizeBytes()) {
            throw ended(part, copy.remaining());
        }
        return copy;
    }

    /**
     * A full socket buffer takes a part or gives 0, and a file that has ended gives 0, too: a chunk of it tells which, when
     * the socket has room.
     */
    private void transfer(Payload part) throws IOException {
        long position = 0;
        long size = part.sizeBytes();
        boolean hasRoom = false;
        begin();
        while (position < size) {
            long sent = part.transferTo(channel, position, size - position);
            if (sent == 0 && hasRoom) {
                sent = writeChunk(part, position);
            }
            progress(sent);
            position += sent;
            hasRoom = sent == 0;
            if (position < size) {
                socket.awaitWritable();
            }
        }
        writing = false;
    }

    private long writeChunk(Payload part, long position) throws IOException {
        ByteBuffer chunk = ChunkChannel.read(part, position);
        int size = chunk.remaining();
        if (size == 0) {
            throw ended(part, position);
        }
        while (chunk.hasRemaining()) {
            int written = channel.write(chunk);
            if (written == 0) {
                socket.awaitWritable();
            }
            progress(written);
        }
        return size;
    }

    private static IOException ended(Payload part, long position) {
        return new IOException("a payload of " + part.sizeBytes() + " bytes ended at " + position);
    }
}
