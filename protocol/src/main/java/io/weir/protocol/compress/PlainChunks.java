package io.weir.protocol.compress;

/**
 * The plain bytes behind a compressed block, one chunk after the other.
 *
 * <p>A chunk is a region of an array that belongs to the codec: read only, and valid until the next call of
 * {@link #next} or {@link #close}. A codec holds one chunk at a time and makes it no larger than its format demands, so
 * that a small input that claims to be huge costs time but not memory.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface PlainChunks extends AutoCloseable {

    /**
     * Moves to the next chunk, which is never empty.
     *
     * @return false at the end of the bytes
     * @throws io.weir.protocol.types.MalformedMessageException if the compressed bytes are damaged, cut off, followed
     *     by foreign bytes, or expand beyond the limit they were opened with
     */
    boolean next();

    /** The array that holds the chunk. */
    byte[] array();

    /** Index of the chunk's first byte. */
    int start();

    /** Index after the chunk's last byte. */
    int end();

    /** Gives buffers and native contexts back. Closing twice is harmless. */
    @Override
    void close();
}
