package io.weir.protocol.compress;

/** The one fact needed from the header of a zstd frame (RFC 8878, section 3.1.1.1): how much history it demands. */
final class ZstdFrameHeader {

    private static final int DESCRIPTOR_AT = 4;
    private static final int WINDOW_AT = 5;
    private static final int LONGEST_HEADER_BYTES = 18;
    private static final int SINGLE_SEGMENT_FLAG = 0x20;
    private static final int SIZE_CODE_SHIFT = 6;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};

    private ZstdFrameHeader() {}

    /** An upper bound in bytes of the window of the frame that begins here; {@link Long#MAX_VALUE} when in doubt. */
    static long windowBytes(HeapBytes in) {
        if (in.remaining() < LONGEST_HEADER_BYTES) {
            return Long.MAX_VALUE;
        }
        return isSingleSegment(in) ? contentBytes(in) : windowOf(in.peekByte(WINDOW_AT));
    }

    private static boolean isSingleSegment(HeapBytes in) {
        return (in.peekByte(DESCRIPTOR_AT) & SINGLE_SEGMENT_FLAG) != 0;
    }

    private static long windowOf(int descriptor) {
        long base = 1L << (10 + (descriptor >> 3));
        return base + base / 8 * (descriptor & 7);
    }

    private static long contentBytes(HeapBytes in) {
        int descriptor = in.peekByte(DESCRIPTOR_AT);
        int at = WINDOW_AT + DICTIONARY_ID_BYTES[descriptor & 3];
        return switch (descriptor >> SIZE_CODE_SHIFT) {
            case 0 -> 1 << Byte.SIZE;
            case 1 -> 2 << Short.SIZE;
            case 2 -> Integer.toUnsignedLong(Integer.reverseBytes(in.peekBigEndianInt(at)));
            default -> Long.MAX_VALUE;
        };
    }
}
