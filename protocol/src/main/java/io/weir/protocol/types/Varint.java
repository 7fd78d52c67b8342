package io.weir.protocol.types;

import java.nio.ByteBuffer;

/**
 * Integers of variable length as Kafka writes them: seven bits a byte, least significant first, the eighth bit set on
 * all bytes but the last. Signed ones are zig-zag encoded first, so that small negative numbers stay short.
 *
 * <p>An int takes 1 to {@value #MAX_INT_BYTES} bytes, a long 1 to {@value #MAX_LONG_BYTES}. Reading past the buffer's
 * limit or past these sizes throws {@link MalformedMessageException}.
 */
public final class Varint {

    public static final int MAX_INT_BYTES = 5;
    public static final int MAX_LONG_BYTES = 10;

    private static final int MORE_FLAG = 0x80;
    private static final int VALUE_MASK = 0x7f;
    private static final int VALUE_BITS = 7;

    private Varint() {}

    /** Reads 32 bits without zig-zag; the result is negative when the top bit was set. */
    public static int readUnsigned(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < MAX_INT_BYTES * VALUE_BITS; shift += VALUE_BITS) {
            byte next = nextByte(in);
            value |= (next & VALUE_MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("varint is longer than " + MAX_INT_BYTES + " bytes");
    }

    /** Reads 64 bits without zig-zag. */
    public static long readUnsignedLong(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < MAX_LONG_BYTES * VALUE_BITS; shift += VALUE_BITS) {
            byte next = nextByte(in);
            value |= (long) (next & VALUE_MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("varlong is longer than " + MAX_LONG_BYTES + " bytes");
    }

    /** Reads a signed (zig-zag) int. */
    public static int readInt(ByteBuffer in) {
        int raw = readUnsigned(in);
        return (raw >>> 1) ^ -(raw & 1);
    }

    /** Reads a signed (zig-zag) long. */
    public static long readLong(ByteBuffer in) {
        long raw = readUnsignedLong(in);
        return (raw >>> 1) ^ -(raw & 1);
    }

    /** Writes 32 bits without zig-zag; a negative value takes five bytes. */
    public static void writeUnsigned(ByteBuffer out, int value) {
        int rest = value;
        while ((rest & ~VALUE_MASK) != 0) {
            out.put((byte) (rest | MORE_FLAG));
            rest >>>= VALUE_BITS;
        }
        out.put((byte) rest);
    }

    /** Writes 64 bits without zig-zag; a negative value takes ten bytes. */
    public static void writeUnsignedLong(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~(long) VALUE_MASK) != 0) {
            out.put((byte) (rest | MORE_FLAG));
            rest >>>= VALUE_BITS;
        }
        out.put((byte) rest);
    }

    /** Writes a signed (zig-zag) int. */
    public static void writeInt(ByteBuffer out, int value) {
        writeUnsigned(out, zigZag(value));
    }

    /** Writes a signed (zig-zag) long. */
    public static void writeLong(ByteBuffer out, long value) {
        writeUnsignedLong(out, zigZag(value));
    }

    /** Bytes that {@link #writeUnsigned} takes for this value. */
    public static int sizeOfUnsigned(int value) {
        return sizeOfBits(Integer.SIZE - Integer.numberOfLeadingZeros(value));
    }

    /** Bytes that {@link #writeInt} takes for this value. */
    public static int sizeOfInt(int value) {
        return sizeOfUnsigned(zigZag(value));
    }

    /** Bytes that {@link #writeLong} takes for this value. */
    public static int sizeOfLong(long value) {
        return sizeOfBits(Long.SIZE - Long.numberOfLeadingZeros(zigZag(value)));
    }

    private static byte nextByte(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw new MalformedMessageException("variable-length integer is cut off");
        }
        return in.get();
    }

    private static int zigZag(int value) {
        return (value << 1) ^ (value >> (Integer.SIZE - 1));
    }

    private static long zigZag(long value) {
        return (value << 1) ^ (value >> (Long.SIZE - 1));
    }

    private static int sizeOfBits(int bits) {
        return Math.max(1, (bits + VALUE_BITS - 1) / VALUE_BITS);
    }
}
