package io.weir.protocol.compress;

/** The arrays that codecs decompress into. Only those of the usual size are kept for reuse. */
final class ChunkArrays {

    /** What most codecs fill at a time; also the block size of Kafka's own lz4 writer. */
    static final int CHUNK_BYTES = 64 * 1024;

    private static final Pool<byte[]> POOL = new Pool<>(() -> new byte[CHUNK_BYTES]);

    private ChunkArrays() {}

    /** An array of {@value #CHUNK_BYTES} bytes with arbitrary content. */
    static byte[] take() {
        return POOL.take();
    }

    /** Takes an array of any size back. */
    static void give(byte[] array) {
        if (array.length == CHUNK_BYTES) {
            POOL.give(array);
        }
    }
}
