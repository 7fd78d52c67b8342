package io.weir.log.segment;

/** What the indexes share. */
final class EntryFiles {

    /** Entries read at a time when a whole index is checked. */
    static final int CHECK_ENTRIES = 8192;

    private EntryFiles() {}
}
