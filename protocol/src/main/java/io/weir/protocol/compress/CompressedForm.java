package io.weir.protocol.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks at compressed bytes from the outside: whether they begin as their codec demands and are neither cut off nor
 * followed by anything. Takes less than a microsecond, since blocks tell where the next one begins; what is in them is
 * not read, so damage inside of a block goes unseen.
 *
 * <p>False means "look closer", not "wrong": rare shapes are not told from damage.
 */
public final class CompressedForm {

    private static final int GZIP_MAGIC_AND_METHOD = 0x1f8b08;
    private static final int SMALLEST_GZIP_BYTES = 18;
    private static final long SNAPPY_MAGIC = 0x82534e4150505900L;
    private static final int SNAPPY_HEADER_BYTES = 16;

    private static final int LZ4_MAGIC = 0x184d2204;
    private static final int LZ4_SHORTEST_HEADER_BYTES = 7;
    private static final int LZ4_FIXED_FLAGS_MASK = 0xe3;
    private static final int LZ4_FIXED_FLAGS = 0x60;
    private static final int LZ4_BLOCK_CHECKSUM_FLAG = 0x10;
    private static final int LZ4_CONTENT_SIZE_FLAG = 0x08;
    private static final int LZ4_CONTENT_CHECKSUM_FLAG = 0x04;
    private static final int LZ4_SIZE_MASK = 0x7fffffff;

    private static final int ZSTD_MAGIC = 0xfd2fb528;
    private static final int ZSTD_UNUSUAL_FLAGS = 0x0b;
    private static final int ZSTD_SINGLE_SEGMENT_FLAG = 0x20;
    private static final int ZSTD_CHECKSUM_FLAG = 0x04;
    private static final int ZSTD_BLOCK_HEADER_BYTES = 3;
    private static final int ZSTD_RUN = 1;
    private static final int ZSTD_RESERVED = 3;

    private CompressedForm() {}

    /** Whether the bytes between position and limit look whole. The buffer is not moved. */
    public static boolean isWhole(CompressionType type, ByteBuffer compressed) {
        ByteBuffer in = compressed.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (type) {
            case NONE -> true;
            case GZIP -> isGzip(in.order(ByteOrder.BIG_ENDIAN));
            case SNAPPY -> isSnappy(in.order(ByteOrder.BIG_ENDIAN));
            case LZ4 -> isLz4(in);
            case ZSTD -> isZstd(in);
        };
    }

    /** A deflated stream does not tell its length: its beginning has to do. */
    private static boolean isGzip(ByteBuffer in) {
        return in.remaining() >= SMALLEST_GZIP_BYTES && in.getInt(0) >>> Byte.SIZE == GZIP_MAGIC_AND_METHOD;
    }

    private static boolean isSnappy(ByteBuffer in) {
        if (in.remaining() <= SNAPPY_HEADER_BYTES || in.getLong(0) != SNAPPY_MAGIC) {
            return false;
        }
        long at = SNAPPY_HEADER_BYTES;
        while (at <= in.limit() - Integer.BYTES) {
            long length = Integer.toUnsignedLong(in.getInt((int) at));
            at = length == 0 ? Long.MAX_VALUE : at + Integer.BYTES + length;
        }
        return at == in.limit();
    }

    private static boolean isLz4(ByteBuffer in) {
        if (in.remaining() < LZ4_SHORTEST_HEADER_BYTES || in.getInt(0) != LZ4_MAGIC) {
            return false;
        }
        int flags = in.get(Integer.BYTES);
        if ((flags & LZ4_FIXED_FLAGS_MASK) != LZ4_FIXED_FLAGS) {
            return false;
        }
        int checksumBytes = (flags & LZ4_BLOCK_CHECKSUM_FLAG) == 0 ? 0 : Integer.BYTES;
        long at = (long) LZ4_SHORTEST_HEADER_BYTES + ((flags & LZ4_CONTENT_SIZE_FLAG) == 0 ? 0 : Long.BYTES);
        while (at <= in.limit() - Integer.BYTES) {
            int length = in.getInt((int) at) & LZ4_SIZE_MASK;
            at += Integer.BYTES;
            if (length == 0) {
                return at + ((flags & LZ4_CONTENT_CHECKSUM_FLAG) == 0 ? 0 : Integer.BYTES) == in.limit();
            }
            at += (long) length + checksumBytes;
        }
        return false;
    }

    /** One frame without a dictionary (RFC 8878, section 3.1.1), as all Kafka clients write it. */
    private static boolean isZstd(ByteBuffer in) {
        if (in.remaining() <= Integer.BYTES || in.getInt(0) != ZSTD_MAGIC) {
            return false;
        }
        int flags = in.get(Integer.BYTES);
        if ((flags & ZSTD_UNUSUAL_FLAGS) != 0) {
            return false;
        }
        long at = Integer.BYTES + 1L + zstdSizesBytes(flags);
        while (at <= in.limit() - ZSTD_BLOCK_HEADER_BYTES) {
            int header = Short.toUnsignedInt(in.getShort((int) at)) | Byte.toUnsignedInt(in.get((int) at + 2)) << 16;
            int type = header >> 1 & 3;
            if (type == ZSTD_RESERVED) {
                return false;
            }
            at += ZSTD_BLOCK_HEADER_BYTES + (type == ZSTD_RUN ? 1 : header >> 3);
            if ((header & 1) != 0) {
                return at + ((flags & ZSTD_CHECKSUM_FLAG) == 0 ? 0 : Integer.BYTES) == in.limit();
            }
        }
        return false;
    }

    /** Window descriptor and content size, as far as they are there. */
    private static int zstdSizesBytes(int flags) {
        boolean single = (flags & ZSTD_SINGLE_SEGMENT_FLAG) != 0;
        int sizeCode = flags >> 6 & 3;
        int contentSizeBytes = sizeCode == 0 ? (single ? 1 : 0) : 1 << sizeCode;
        return contentSizeBytes + (single ? 0 : 1);
    }
}
