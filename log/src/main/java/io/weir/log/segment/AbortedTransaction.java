package io.weir.log.segment;

import java.nio.ByteBuffer;

/**
 * A transaction that was aborted, as the {@code .txnindex} keeps it (version 0).
 *
 * @param firstOffset of its first record
 * @param lastOffset of the abort marker
 * @param lastStableOffset of the log when the marker was appended
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {

    static final int ENTRY_BYTES = 34;

    private static final short VERSION = 0;

    static AbortedTransaction read(ByteBuffer entries, int at) {
        return new AbortedTransaction(
                entries.getLong(at + 2), entries.getLong(at + 10), entries.getLong(at + 18), entries.getLong(at + 26));
    }

    ByteBuffer write() {
        return ByteBuffer.allocate(ENTRY_BYTES)
                .putShort(VERSION)
                .putLong(producerId)
                .putLong(firstOffset)
                .putLong(lastOffset)
                .putLong(lastStableOffset)
                .flip();
    }
}
