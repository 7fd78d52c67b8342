package io.weir.protocol.records;

import io.weir.protocol.types.Varint;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array that grows with what is written to it, and gives its bytes away without copying. */
final class GrowableBytes extends OutputStream {

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private ByteBuffer buffer;

    GrowableBytes(int capacity) {
        this.buffer = ByteBuffer.allocate(capacity);
    }

    int size() {
        return buffer.position();
    }

    @Override
    public void write(int value) {
        room(1).put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        room(length).put(bytes, offset, length);
    }

    /** Appends the buffer's remaining bytes without moving it. */
    void write(ByteBuffer bytes) {
        room(bytes.remaining()).put(bytes.duplicate());
    }

    void writeVarint(int value) {
        Varint.writeInt(room(Varint.MAX_INT_BYTES), value);
    }

    void writeVarlong(long value) {
        Varint.writeLong(room(Varint.MAX_LONG_BYTES), value);
    }

    /** Leaves {@code count} bytes to be filled in later. */
    void skip(int count) {
        ByteBuffer target = room(count);
        target.position(target.position() + count);
    }

    byte[] array() {
        return buffer.array();
    }

    /** All bytes written so far, from index 0. Shares the array: write nothing more afterwards. */
    ByteBuffer toBuffer() {
        return buffer.duplicate().flip();
    }

    private ByteBuffer room(int count) {
        if (buffer.remaining() < count) {
            long needed = (long) buffer.position() + count;
            if (needed > LARGEST_ARRAY) {
                throw new IllegalStateException("A record batch cannot be larger than " + LARGEST_ARRAY + " bytes");
            }
            int capacity = (int) Math.min(LARGEST_ARRAY, Math.max(needed, buffer.capacity() * 2L));
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(buffer.position());
        }
        return buffer;
    }
}
