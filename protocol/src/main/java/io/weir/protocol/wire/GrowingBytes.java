package io.weir.protocol.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows by doubling, with a position; big-endian. At most about 2 GiB. */
final class GrowingBytes {

    private static final VarHandle SHORT = bigEndian(short[].class);
    private static final VarHandle INT = bigEndian(int[].class);
    private static final VarHandle LONG = bigEndian(long[].class);

    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private byte[] bytes;
    private int position;

    GrowingBytes(int initialBytes) {
        bytes = new byte[Math.max(initialBytes, Long.BYTES)];
    }

    int position() {
        return position;
    }

    void int8(int value) {
        int at = reserve(Byte.BYTES);
        bytes[at] = (byte) value;
    }

    void int16(short value) {
        int at = reserve(Short.BYTES);
        SHORT.set(bytes, at, value);
    }

    void int32(int value) {
        int at = reserve(Integer.BYTES);
        INT.set(bytes, at, value);
    }

    void int64(long value) {
        int at = reserve(Long.BYTES);
        LONG.set(bytes, at, value);
    }

    void unsignedVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            int8(rest | 0x80);
            rest >>>= 7;
        }
        int8(rest);
    }

    void put(byte[] value) {
        int at = reserve(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
    }

    /** Copies what remains in the buffer, which does not move. */
    void put(ByteBuffer value) {
        int size = value.remaining();
        int at = reserve(size);
        value.get(value.position(), bytes, at, size);
    }

    /** Overwrites four bytes written before. */
    void patchInt32(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Puts a varint of the size of all that was written from {@code start} on before it. */
    void insertSizeBefore(int start) {
        byte[] value = Arrays.copyOfRange(bytes, start, position);
        position = start;
        unsignedVarint(value.length);
        put(value);
    }

    /** A view of the bytes from one position to another, without copying. */
    ByteBuffer slice(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from).slice();
    }

    /** Makes room and moves the position past it; returns where the room begins. */
    private int reserve(int size) {
        int start = position;
        int end = Math.addExact(start, size);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(MAX_BYTES, 2L * bytes.length)));
        }
        position = end;
        return start;
    }

    private static VarHandle bigEndian(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
    }
}
