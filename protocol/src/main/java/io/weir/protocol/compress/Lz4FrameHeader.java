package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import net.jpountz.xxhash.XXHash32;

/** What the descriptor of an lz4 frame says about the blocks that follow. */
record Lz4FrameHeader(int maxBlockBytes, boolean hasBlockChecksums, boolean hasContentChecksum) {

    private static final int MAGIC = 0x184d2204;
    private static final int VERSION_MASK = 0xc0;
    private static final int VERSION_1 = 0x40;
    private static final int INDEPENDENCE_FLAG = 0x20;
    private static final int BLOCK_CHECKSUM_FLAG = 0x10;
    private static final int CONTENT_SIZE_FLAG = 0x08;
    private static final int CONTENT_CHECKSUM_FLAG = 0x04;
    private static final int RESERVED_FLAGS = 0x03;
    private static final int BLOCK_SIZE_SHIFT = 4;
    private static final int RESERVED_BLOCK_BITS = 0x8f;
    private static final int SMALLEST_BLOCK_CODE = 4;

    static Lz4FrameHeader read(HeapBytes in, XXHash32 hash) {
        if (in.takeInt("lz4 magic") != MAGIC) {
            throw new MalformedMessageException("not an lz4 frame: wrong magic");
        }
        int from = in.position();
        int flags = in.takeByte("lz4 frame flags");
        int block = in.takeByte("lz4 block descriptor");
        check((flags & VERSION_MASK) == VERSION_1, "lz4 frame version is not 1");
        check((flags & INDEPENDENCE_FLAG) != 0, "lz4 frames with dependent blocks are not supported, as in Kafka");
        check((flags & RESERVED_FLAGS) == 0, "lz4 frame has reserved flags or a dictionary");
        int blockCode = block >> BLOCK_SIZE_SHIFT;
        check((block & RESERVED_BLOCK_BITS) == 0 && blockCode >= SMALLEST_BLOCK_CODE, "lz4 block size is not valid");
        if ((flags & CONTENT_SIZE_FLAG) != 0) {
            in.take(Long.BYTES, "lz4 content size");
        }
        int expected = (hash.hash(in.array(), from, in.position() - from, 0) >> 8) & 0xff;
        check(in.takeByte("lz4 header checksum") == expected, "lz4 header checksum does not match");
        return new Lz4FrameHeader(
                1 << (2 * blockCode + 8), (flags & BLOCK_CHECKSUM_FLAG) != 0, (flags & CONTENT_CHECKSUM_FLAG) != 0);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new MalformedMessageException(message);
        }
    }
}
