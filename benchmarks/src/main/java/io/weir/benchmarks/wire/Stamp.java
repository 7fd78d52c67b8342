package io.weir.benchmarks.wire;

import java.nio.ByteBuffer;

/**
 * A time inside a record: the last eight bytes of the last value of a batch that is not compressed. Behind them stands
 * only the count of headers, one byte, 0.
 */
final class Stamp {

    private static final int FROM_END = Long.BYTES + 1;

    private Stamp() {}

    /** Writes the time into the batch that ends here. */
    static void put(ByteBuffer bytes, int batchEnd, long nanos) {
        bytes.putLong(batchEnd - FROM_END, nanos);
    }

    /** Reads it back. */
    static long get(ByteBuffer bytes, int batchEnd) {
        return bytes.getLong(batchEnd - FROM_END);
    }
}
