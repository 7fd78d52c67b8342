package io.weir.protocol.types;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A payload held in memory: the bytes between the buffer's position and limit at construction.
 *
 * <p>The given buffer is never moved, so one buffer may back several payloads.
 */
public record BufferPayload(ByteBuffer buffer) implements Payload {

    /** No bytes at all. */
    public static final BufferPayload EMPTY = new BufferPayload(ByteBuffer.allocate(0));

    @Override
    public int sizeBytes() {
        return buffer.remaining();
    }

    @Override
    public long transferTo(WritableByteChannel target, long position, long count) throws IOException {
        int offset = Math.toIntExact(position);
        int length = (int) Math.min(count, sizeBytes() - offset);
        return target.write(buffer.slice(buffer.position() + offset, length));
    }
}
