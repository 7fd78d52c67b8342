package io.weir.protocol.compress;

import java.nio.ByteBuffer;

/** Opens compressed bytes of any codec for reading. */
public final class Decompression {

    /** As much as one batch may ever expand to: clients cannot hold more in one buffer. */
    public static final long MAX_PLAIN_BYTES = Integer.MAX_VALUE;

    private Decompression() {}

    /**
     * Opens the bytes between the buffer's position and limit. The buffer itself is not moved and must not change until
     * the chunks are closed.
     *
     * @param maxPlainBytes reading more than this fails, whatever the input claims
     * @throws io.weir.protocol.types.MalformedMessageException if the bytes do not begin as the codec demands
     */
    public static PlainChunks open(CompressionType type, ByteBuffer compressed, long maxPlainBytes) {
        // One class a codec, named only in its own branch: a codec nobody uses loads neither classes nor native code.
        PlainChunks chunks = switch (type) {
            case NONE -> StoredChunks.open(compressed);
            case GZIP -> GzipChunks.open(HeapBytes.of(compressed));
            case SNAPPY -> SnappyChunks.open(HeapBytes.of(compressed), maxPlainBytes);
            case LZ4 -> Lz4Chunks.open(HeapBytes.of(compressed));
            case ZSTD -> ZstdChunks.open(HeapBytes.of(compressed));
        };
        return new LimitedChunks(chunks, maxPlainBytes);
    }
}
