package io.weir.protocol.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.nio.ByteBuffer;

/** A native decompression context with the direct buffers it works on; made once, used for many batches. */
final class ZstdDecoder {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer source =
            ByteBuffer.allocateDirect(ChunkArrays.CHUNK_BYTES).limit(0);
    private final ByteBuffer target = ByteBuffer.allocateDirect(ChunkArrays.CHUNK_BYTES);

    /**
     * Feeds the next piece of input and fills the output as far as it goes.
     *
     * @return true when a frame ended just there
     */
    boolean step(HeapBytes in) {
        if (!source.hasRemaining()) {
            int count = Math.min(in.remaining(), source.capacity());
            source.clear().put(in.array(), in.position(), count).flip();
        }
        int before = source.position();
        target.clear();
        boolean frameEnded = context.decompressDirectByteBufferStream(target, source);
        in.take(source.position() - before, "zstd input");
        return frameEnded;
    }

    /** Moves the output of the last step to the array, which is at least as large. */
    int drain(byte[] array) {
        int count = target.flip().remaining();
        target.get(array, 0, count);
        return count;
    }

    void reset() {
        context.reset();
        source.limit(0);
    }

    void close() {
        context.close();
    }
}
