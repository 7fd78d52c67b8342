package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;

/**
 * A reading position in a region of a byte array: the compressed side of a codec. Multi-byte numbers are little-endian
 * unless the name says otherwise.
 */
final class HeapBytes {

    private final byte[] array;
    private final int end;
    private int position;

    private HeapBytes(byte[] array, int start, int end) {
        this.array = array;
        this.position = start;
        this.end = end;
    }

    /** The buffer's own array where it shows one, a copy of its remaining bytes where it does not. */
    static HeapBytes of(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            int start = buffer.arrayOffset() + buffer.position();
            return new HeapBytes(buffer.array(), start, start + buffer.remaining());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return new HeapBytes(copy, 0, copy.length);
    }

    byte[] array() {
        return array;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Moves on by {@code count} bytes and returns the index where they begin. */
    int take(int count, String what) {
        if (count < 0 || count > remaining()) {
            throw new MalformedMessageException(
                    what + " of " + Integer.toUnsignedString(count) + " bytes exceeds the " + remaining() + " left");
        }
        int from = position;
        position += count;
        return from;
    }

    int takeByte(String what) {
        return Byte.toUnsignedInt(array[take(1, what)]);
    }

    int takeShort(String what) {
        int at = take(Short.BYTES, what);
        return Byte.toUnsignedInt(array[at]) | (Byte.toUnsignedInt(array[at + 1]) << 8);
    }

    int takeInt(String what) {
        return Integer.reverseBytes(takeBigEndianInt(what));
    }

    int takeBigEndianInt(String what) {
        return bigEndianInt(take(Integer.BYTES, what));
    }

    /** The unsigned byte {@code ahead} bytes after the position; the caller knows that it is there. */
    int peekByte(int ahead) {
        return Byte.toUnsignedInt(array[position + ahead]);
    }

    /** The big-endian int that begins {@code ahead} bytes after the position; the caller knows that it is there. */
    int peekBigEndianInt(int ahead) {
        return bigEndianInt(position + ahead);
    }

    private int bigEndianInt(int at) {
        return (array[at] << 24)
                | (Byte.toUnsignedInt(array[at + 1]) << 16)
                | (Byte.toUnsignedInt(array[at + 2]) << 8)
                | Byte.toUnsignedInt(array[at + 3]);
    }
}
