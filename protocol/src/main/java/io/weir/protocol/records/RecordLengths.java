package io.weir.protocol.records;

import java.nio.ByteBuffer;

/**
 * Looks at records that are not compressed from the outside: whether as many as the header counts follow one another by
 * their lengths, to the very end of the batch. Reads two bytes a record; what is in them is not looked at, so damage
 * inside of a record goes unseen.
 *
 * <p>False means "look closer", not "wrong": rare shapes are not told from damage.
 */
public final class RecordLengths {

    private static final int VALUE_BITS = 7;
    private static final int MAX_SHIFT = 2 * VALUE_BITS;

    private RecordLengths() {}

    /** @param batch not compressed, of a size that its buffer holds */
    public static boolean areWhole(RecordBatch batch) {
        ByteBuffer records = batch.recordsBytes();
        int end = records.limit();
        int at = 0;
        for (int left = batch.recordCount(); left > 0; left--) {
            if (end - at < RecordWalker.SMALLEST_RECORD_BYTES) {
                return false;
            }
            int size = records.get(at++);
            for (int shift = VALUE_BITS; size >> shift < 0; shift += VALUE_BITS) {
                if (shift > MAX_SHIFT || at == end) {
                    return false;
                }
                size = (size & ((1 << shift) - 1)) | (records.get(at++) << shift);
            }
            // Zig-zag has the sign last.
            if ((size & 1) != 0 || size >> 1 < RecordWalker.SMALLEST_RECORD_BYTES || size >> 1 > end - at) {
                return false;
            }
            at += size >> 1;
        }
        return at == end;
    }
}
