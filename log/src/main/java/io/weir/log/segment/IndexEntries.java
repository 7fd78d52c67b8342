package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * All entries of an index file as they are, right or wrong. Kafka allocates index files at their full size while they
 * grow: zeros at the end are room for entries, not entries.
 */
public final class IndexEntries {

    /** How an index file's entries look, by the ending of its name. */
    public enum Layout {
        OFFSETS(OffsetIndex.ENTRY_BYTES),
        TIMES(TimeIndex.ENTRY_BYTES),
        ABORTED(AbortedTransaction.ENTRY_BYTES);

        private final int entryBytes;

        Layout(int entryBytes) {
            this.entryBytes = entryBytes;
        }

        public int entryBytes() {
            return entryBytes;
        }
    }

    private final ByteBuffer bytes;
    private final Layout layout;
    private final long baseOffset;
    private final int count;

    private IndexEntries(ByteBuffer bytes, Layout layout, long baseOffset) {
        this.bytes = bytes;
        this.layout = layout;
        this.baseOffset = baseOffset;
        int used = bytes.limit() / layout.entryBytes;
        while (used > 0 && layout != Layout.ABORTED && isZero(used - 1)) {
            used--;
        }
        this.count = used;
    }

    /** Reads a file of at most 2 GiB, all of it into memory. */
    public static IndexEntries read(Disk disk, Path path, Layout layout, long baseOffset) throws IOException {
        return new IndexEntries(ByteBuffer.wrap(WholeFile.read(disk, path)), layout, baseOffset);
    }

    public int count() {
        return count;
    }

    /** Bytes behind the last entry, all of them zeros. */
    public int unusedBytes() {
        return bytes.limit() - oddBytes() - count * layout.entryBytes;
    }

    /** Bytes at the end that are less than an entry. */
    public int oddBytes() {
        return bytes.limit() % layout.entryBytes;
    }

    /** Where an entry begins in the file. */
    public int positionOf(int index) {
        return index * layout.entryBytes;
    }

    public OffsetPosition offsetAt(int index) {
        int at = positionOf(index);
        return new OffsetPosition(baseOffset + bytes.getInt(at), bytes.getInt(at + 4));
    }

    public TimestampOffset timeAt(int index) {
        int at = positionOf(index);
        return new TimestampOffset(bytes.getLong(at), baseOffset + bytes.getInt(at + 8));
    }

    public AbortedTransaction abortedAt(int index) {
        return AbortedTransaction.read(bytes, positionOf(index));
    }

    private boolean isZero(int index) {
        int at = positionOf(index);
        for (int i = at; i < at + layout.entryBytes; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
