package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The {@code .index} of a segment: for some batches, their last offset (as 4 bytes relative to the segment's base) and
 * the position (4 bytes) where they begin. Both rise from entry to entry.
 */
final class OffsetIndex {

    static final int ENTRY_BYTES = 8;

    private final long baseOffset;
    private final EntryFile entries;

    private OffsetIndex(long baseOffset, EntryFile entries) {
        this.baseOffset = baseOffset;
        this.entries = entries;
    }

    static OffsetIndex create(Disk disk, Path path, long baseOffset) {
        return new OffsetIndex(baseOffset, EntryFile.create(disk, path, ENTRY_BYTES));
    }

    static OffsetIndex open(Disk disk, Path path, long baseOffset) throws IOException {
        return new OffsetIndex(baseOffset, EntryFile.open(disk, path, ENTRY_BYTES));
    }

    void append(long lastOffset, int position) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
        entry.putInt((int) (lastOffset - baseOffset)).putInt(position).flip();
        entries.append(entry);
    }

    /** The last entry whose offset is at most {@code offset}; the segment's beginning when there is none. */
    OffsetPosition floor(long offset) throws IOException {
        int found = entries.floor(ByteBuffer::getInt, offset - baseOffset);
        return found < 0 ? new OffsetPosition(baseOffset, 0) : entry(entries.read(found, 1), 0);
    }

    /** The last entry; the segment's beginning when there is none. */
    OffsetPosition last() throws IOException {
        int count = entries.count();
        return count == 0 ? new OffsetPosition(baseOffset, 0) : entry(entries.read(count - 1, 1), 0);
    }

    /** Keeps the entries with offsets below {@code offset}. */
    void truncateTo(long offset) throws IOException {
        entries.truncate(entries.floor(ByteBuffer::getInt, offset - 1 - baseOffset) + 1);
    }

    /** True when offsets and positions rise throughout and no position lies outside of the segment. */
    boolean isSound(int segmentBytes) throws IOException {
        int lastOffset = -1;
        int lastPosition = -1;
        int count = entries.count();
        for (int first = 0; first < count; first += EntryFiles.CHECK_ENTRIES) {
            int stretch = Math.min(EntryFiles.CHECK_ENTRIES, count - first);
            ByteBuffer bytes = entries.read(first, stretch);
            for (int i = 0; i < stretch; i++) {
                int offset = bytes.getInt(i * ENTRY_BYTES);
                int position = bytes.getInt(i * ENTRY_BYTES + 4);
                if (offset <= lastOffset || position <= lastPosition) {
                    return false;
                }
                lastOffset = offset;
                lastPosition = position;
            }
        }
        return lastPosition < segmentBytes;
    }

    EntryFile entries() {
        return entries;
    }

    private OffsetPosition entry(ByteBuffer bytes, int at) {
        return new OffsetPosition(baseOffset + bytes.getInt(at), bytes.getInt(at + 4));
    }
}
