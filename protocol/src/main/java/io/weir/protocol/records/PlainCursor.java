package io.weir.protocol.records;

import io.weir.protocol.compress.PlainChunks;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Varint;
import java.util.Arrays;

/**
 * A reading position in the plain bytes of a batch's records, over whatever chunks they come in. Skipping and reading
 * numbers allocates nothing.
 *
 * <p>Every method throws {@link MalformedMessageException} when the bytes end too early or cannot be decompressed.
 */
final class PlainCursor implements AutoCloseable {

    private static final int FIRST_COPY_BYTES = 64 * 1024;
    private static final int VALUE_BITS = 7;
    private static final int VALUE_MASK = 0x7f;

    private final PlainChunks chunks;
    private byte[] array = new byte[0];
    private int position;
    private int end;

    /** Bytes in chunks before this one, less the index where this one starts. */
    private long before;

    PlainCursor(PlainChunks chunks) {
        this.chunks = chunks;
    }

    /** Bytes read or skipped so far. */
    long offset() {
        return before + position;
    }

    /** Whether all bytes were read. May decompress the next chunk to find out. */
    boolean isExhausted() {
        return position == end && !advance();
    }

    /** Reads a record in one go if it is a common one and lies here as a whole; else stays where it is. */
    boolean readCommon(CommonRecord record, int index) {
        boolean isCommon = record.read(array, position, end, index);
        if (isCommon) {
            position = record.end();
        }
        return isCommon;
    }

    int readByte() {
        if (position == end) {
            advanceOrFail();
        }
        return array[position++];
    }

    /** Reads a zig-zag encoded int. */
    int readInt() {
        int at = position;
        if (at < end) {
            int only = array[at];
            if (only >= 0) {
                position = at + 1;
                return (only >>> 1) ^ -(only & 1);
            }
        }
        int raw = readLongerInt();
        return (raw >>> 1) ^ -(raw & 1);
    }

    private int readLongerInt() {
        int at = position;
        if (end - at >= Varint.MAX_INT_BYTES) {
            int first = array[at] & VALUE_MASK;
            int second = array[at + 1];
            if (second >= 0) {
                position = at + 2;
                return first | (second << VALUE_BITS);
            }
        }
        int value = 0;
        for (int shift = 0; shift < Varint.MAX_INT_BYTES * VALUE_BITS; shift += VALUE_BITS) {
            int next = readByte();
            value |= (next & VALUE_MASK) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessageException("a number is longer than " + Varint.MAX_INT_BYTES + " bytes");
    }

    /** Reads a zig-zag encoded long. */
    long readLong() {
        long value = 0;
        for (int shift = 0; shift < Varint.MAX_LONG_BYTES * VALUE_BITS; shift += VALUE_BITS) {
            int next = readByte();
            value |= (long) (next & VALUE_MASK) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedMessageException("a number is longer than " + Varint.MAX_LONG_BYTES + " bytes");
    }

    /** Moves on by {@code count} bytes, 0 or more. */
    void skip(int count) {
        int left = count;
        while (left > end - position) {
            left -= end - position;
            position = end;
            advanceOrFail();
        }
        position += left;
    }

    /**
     * Copies {@code count} bytes, 0 or more. Memory grows with the bytes that are really there, not with the count that
     * is claimed.
     */
    byte[] take(int count) {
        byte[] copy = new byte[Math.min(count, Math.max(end - position, FIRST_COPY_BYTES))];
        int filled = 0;
        while (filled < count) {
            if (position == end) {
                advanceOrFail();
            }
            if (filled == copy.length) {
                copy = Arrays.copyOf(copy, (int) Math.min(count, copy.length * 2L));
            }
            int step = Math.min(copy.length - filled, end - position);
            System.arraycopy(array, position, copy, filled, step);
            position += step;
            filled += step;
        }
        return copy;
    }

    private void advanceOrFail() {
        if (!advance()) {
            throw new MalformedMessageException("the batch ends after " + offset() + " bytes of records");
        }
    }

    private boolean advance() {
        if (!chunks.next()) {
            return false;
        }
        before = offset() - chunks.start();
        array = chunks.array();
        position = chunks.start();
        end = chunks.end();
        return true;
    }

    @Override
    public void close() {
        chunks.close();
    }
}
