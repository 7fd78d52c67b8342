package io.weir.log.journal;

import io.weir.log.disk.DiskFile;
import io.weir.log.journal.JournalFormat.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the entries of a journal file one after the other, up to the first that is none. */
final class JournalScan {

    private static final int WINDOW_BYTES = 512 << 10;

    private final DiskFile file;
    private final long fileBytes;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private final Optional<JournalFormat.Header> header;
    private long windowAt;
    private long next = JournalFormat.FIRST_ENTRY;
    private long entryAt;
    private int entryBytes;
    private int chain;

    JournalScan(DiskFile file) throws IOException {
        this.file = file;
        this.fileBytes = file.size();
        this.header = load(0, JournalFormat.HEADER_BYTES) ? JournalFormat.header(window) : Optional.empty();
        header.ifPresent(found -> chain = found.chain());
    }

    /** Empty when the file has none that is whole: it holds nothing that was promised. */
    Optional<JournalFormat.Header> header() {
        return header;
    }

    /** The next entry; empty at the end. */
    Optional<Entry> next() throws IOException {
        if (header.isEmpty() || !load(next, 2 * Integer.BYTES)) {
            return Optional.empty();
        }
        int length = JournalFormat.length(window);
        if (length < 0 || !load(next, length)) {
            return Optional.empty();
        }
        ByteBuffer bytes = window.slice(window.position(), length);
        if (!JournalFormat.isSound(bytes, chain)) {
            return Optional.empty();
        }
        chain = JournalFormat.checksum(bytes);
        entryAt = next;
        entryBytes = length;
        next += length;
        return Optional.ofNullable(JournalFormat.read(bytes));
    }

    /** Where the entry begins that was found last. */
    long entryAt() {
        return entryAt;
    }

    /** How long it is. */
    int entryBytes() {
        return entryBytes;
    }

    /** Where the entries found so far end. */
    long end() {
        return next;
    }

    /** Puts the window's position where {@code position} is in the file; false when the file ends before. */
    private boolean load(long position, int bytes) throws IOException {
        if (position + bytes > fileBytes) {
            return false;
        }
        if (position < windowAt || position + bytes > windowAt + window.limit()) {
            window.clear().limit((int) Math.min(WINDOW_BYTES, fileBytes - position));
            file.readFully(window, position);
            window.flip();
            windowAt = position;
        }
        window.position((int) (position - windowAt));
        return true;
    }
}
