package io.weir.broker.network;

import io.weir.protocol.types.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that ends in a buffer: how a piece of a payload gets into memory. */
final class ChunkChannel implements WritableByteChannel {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final ByteBuffer chunk;

    private ChunkChannel(int sizeBytes) {
        chunk = ByteBuffer.allocate(sizeBytes);
    }

    /** At most 64 KiB of the payload from {@code position} on, ready to be read. */
    static ByteBuffer read(Payload payload, long position) throws IOException {
        int size = (int) Math.min(CHUNK_BYTES, payload.sizeBytes() - position);
        ChunkChannel target = new ChunkChannel(size);
        while (target.chunk.hasRemaining()) {
            int filled = target.chunk.position();
            long moved = payload.transferTo(target, position + filled, size - filled);
            if (moved <= 0) {
                break;
            }
        }
        return target.chunk.flip();
    }

    @Override
    public int write(ByteBuffer source) {
        int count = Math.min(source.remaining(), chunk.remaining());
        chunk.put(source.slice(source.position(), count));
        source.position(source.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
