package io.weir.protocol.wire;

import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;

/** A heap buffer that grows by doubling; big-endian. At most about 2 GiB. */
final class GrowingBytes {

    private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

    private ByteBuffer buffer;

    GrowingBytes(int initialBytes) {
        buffer = ByteBuffer.allocate(Math.max(initialBytes, Long.BYTES));
    }

    int position() {
        return buffer.position();
    }

    void int8(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void int16(short value) {
        room(Short.BYTES).putShort(value);
    }

    void int32(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void int64(long value) {
        room(Long.BYTES).putLong(value);
    }

    void unsignedVarint(int value) {
        Varint.writeUnsigned(room(Varint.MAX_INT_BYTES), value);
    }

    void put(byte[] value) {
        room(value.length).put(value);
    }

    /** Copies what remains in the buffer, which does not move. */
    void put(ByteBuffer value) {
        int size = value.remaining();
        ByteBuffer room = room(size);
        room.put(room.position(), value, value.position(), size).position(room.position() + size);
    }

    /** Overwrites four bytes written before. */
    void patchInt32(int at, int value) {
        buffer.putInt(at, value);
    }

    /** Puts a varint of the size of all that was written from {@code start} on before it. */
    void insertSizeBefore(int start) {
        byte[] value = new byte[position() - start];
        buffer.get(start, value).position(start);
        unsignedVarint(value.length);
        put(value);
    }

    /** A view of the bytes from one position to another, without copying. */
    ByteBuffer slice(int from, int to) {
        return buffer.slice(from, to - from);
    }

    /** The buffer, with room for so many bytes more. */
    private ByteBuffer room(int size) {
        if (buffer.remaining() < size) {
            long needed = (long) position() + size;
            if (needed > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "A message of " + needed + " bytes is longer than the " + MAX_BYTES + " a buffer can hold");
            }
            int capacity = (int) Math.max(needed, Math.min(MAX_BYTES, 2L * buffer.capacity()));
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}
