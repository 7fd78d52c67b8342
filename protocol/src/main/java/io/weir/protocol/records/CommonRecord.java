package io.weir.protocol.records;

/**
 * Recognizes a record of the kind nearly all are of: well formed, smaller than 1 MiB, without headers, not far from the
 * batch's first timestamp, wholly within an array. Reads it in one go, in half the time that number by number takes.
 *
 * <p>What it does not recognize is not wrong: it has to be read closely.
 */
final class CommonRecord {

    /** Attributes, timestamp delta, offset delta and key length take no more: none of them is looked for behind the end. */
    private static final int LEAST_BYTES = 10;

    private static final int NULL_LENGTH = 1;
    private static final int VALUE_MASK = 0x7f;
    private static final int VALUE_BITS = 7;
    private static final int LONGEST_NUMBER_BYTES = 3;
    private static final int LENGTH_BITS = 2;
    private static final int LENGTH_MASK = 3;

    private int end;
    private int timestampDelta;
    private boolean hasKey;

    /**
     * @param from where the record begins
     * @param limit where the array's content ends
     * @param index the record's position in its batch, which its offset delta has to be
     * @return false when the record is to be read closely; what the other methods tell is of the last one recognized
     */
    boolean read(byte[] bytes, int from, int limit, int index) {
        if (limit - from < LEAST_BYTES) {
            return false;
        }
        int size = number(bytes, from);
        int at = from + (size & LENGTH_MASK);
        int sizeBytes = size >>> (LENGTH_BITS + 1);
        int recordEnd = at + sizeBytes;
        if (isNegative(size)
                || sizeBytes < LEAST_BYTES
                || recordEnd > limit
                || recordEnd + LONGEST_NUMBER_BYTES > bytes.length) {
            return false;
        }
        int delta = number(bytes, ++at);
        at += delta & LENGTH_MASK;
        int offset = number(bytes, at);
        at += offset & LENGTH_MASK;
        int key = number(bytes, at);
        at += (key & LENGTH_MASK) + bytesOf(key);
        if (delta == 0
                || offset == 0
                || offset >>> LENGTH_BITS != index << 1
                || isNegativeLength(key)
                || at >= recordEnd) {
            return false;
        }
        int value = number(bytes, at);
        at += (value & LENGTH_MASK) + bytesOf(value);
        if (isNegativeLength(value) || at != recordEnd - 1 || bytes[at] != 0) {
            return false;
        }
        end = recordEnd;
        int zigZag = delta >>> LENGTH_BITS;
        timestampDelta = (zigZag >>> 1) ^ -(zigZag & 1);
        hasKey = key >>> LENGTH_BITS != NULL_LENGTH;
        return true;
    }

    /** Index behind the record. */
    int end() {
        return end;
    }

    int timestampDelta() {
        return timestampDelta;
    }

    boolean hasKey() {
        return hasKey;
    }

    /** A number of up to three bytes as it is written, above the count of its bytes; 0 for a longer one. */
    private static int number(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return first << LENGTH_BITS | 1;
        }
        int second = bytes[at + 1];
        if (second >= 0) {
            return ((first & VALUE_MASK) | (second << VALUE_BITS)) << LENGTH_BITS | 2;
        }
        int third = bytes[at + 2];
        return third < 0
                ? 0
                : ((first & VALUE_MASK) | ((second & VALUE_MASK) << VALUE_BITS) | (third << (2 * VALUE_BITS)))
                                << LENGTH_BITS
                        | LONGEST_NUMBER_BYTES;
    }

    /** Whether a number is too long, or negative: zig-zag has the sign last. */
    private static boolean isNegative(int number) {
        return number == 0 || (number >>> LENGTH_BITS & 1) != 0;
    }

    /** The same of a length, which may be -1 for null. */
    private static boolean isNegativeLength(int number) {
        return isNegative(number) && number >>> LENGTH_BITS != NULL_LENGTH;
    }

    /** The bytes behind a length; none behind null. */
    private static int bytesOf(int length) {
        return length >>> (LENGTH_BITS + 1);
    }
}
