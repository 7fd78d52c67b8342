package io.weir.log.segment;

import java.nio.ByteBuffer;

/**
 * Entries of a file that were read a short while ago, kept for the next search: who reads a log in order looks for an
 * entry a little behind the last.
 *
 * @param first the number of the first of them
 * @param cuts how often entries had been taken away from the file by then: after one more these are void
 */
record KeptEntries(int first, int entryBytes, ByteBuffer entries, int cuts) {

    int last() {
        return first + entries.limit() / entryBytes - 1;
    }

    boolean hold(int from, int count) {
        return from >= first && from + count <= last() + 1;
    }

    /** Some of them, at index 0 of the result. */
    ByteBuffer slice(int from, int count) {
        return entries.slice((from - first) * entryBytes, count * entryBytes);
    }

    long keyOf(int number, EntryFile.Key key) {
        return key.of(entries, (number - first) * entryBytes);
    }
}
