package io.weir.broker.network;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes answers to one socket: buffers are gathered into one call, file regions go by {@code transferTo}.
 *
 * <p>Used by one thread at a time.
 */
final class SocketWriter {

    private static final int MAX_GATHERED = 64;
    private static final int SIZE_FIELD_BYTES = 4;

    private final SocketChannel channel;
    private final List<ByteBuffer> gathered = new ArrayList<>();

    SocketWriter(SocketChannel channel) {
        this.channel = channel;
    }

    /** Queues one answer, behind its size; long ones are written on the way. */
    void add(List<Payload> parts) throws IOException {
        long size = 0;
        for (Payload part : parts) {
            size += part.sizeBytes();
        }
        ByteBuffer sizeField = ByteBuffer.allocate(SIZE_FIELD_BYTES);
        gather(sizeField.putInt(Math.toIntExact(size)).flip());
        for (Payload part : parts) {
            if (part instanceof BufferPayload(ByteBuffer buffer)) {
                gather(buffer.duplicate());
            } else {
                flush();
                transfer(part);
                release(part);
            }
        }
    }

    /** Writes what is queued. */
    void flush() throws IOException {
        if (gathered.isEmpty()) {
            return;
        }
        ByteBuffer[] buffers = gathered.toArray(ByteBuffer[]::new);
        gathered.clear();
        int first = 0;
        while (first < buffers.length) {
            channel.write(buffers, first, buffers.length - first);
            while (first < buffers.length && !buffers[first].hasRemaining()) {
                first++;
            }
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

    /**
     * On a socket that a virtual thread has used, {@code transferTo} neither waits nor parks: a full socket buffer
     * gives 0. A plain write of one chunk does park until there is room again.
     */
    private void transfer(Payload part) throws IOException {
        long position = 0;
        long size = part.sizeBytes();
        while (position < size) {
            long sent = part.transferTo(channel, position, size - position);
            if (sent == 0) {
                sent = writeChunk(part, position);
            }
            position += sent;
        }
    }

    /** Lets go of what a sent payload held. One that is never sent is left to the garbage collector. */
    private static void release(Payload part) throws IOException {
        if (part instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private long writeChunk(Payload part, long position) throws IOException {
        ByteBuffer chunk = ChunkChannel.read(part, position);
        int size = chunk.remaining();
        if (size == 0) {
            throw new IOException("a payload of " + part.sizeBytes() + " bytes ended at " + position);
        }
        while (chunk.hasRemaining()) {
            channel.write(chunk);
        }
        return size;
    }
}
