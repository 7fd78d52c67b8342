package io.weir.log.segment;

import io.weir.log.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The {@code .timeindex} of a segment. An entry (8 bytes timestamp, 4 bytes offset relative to the segment's base) says:
 * up to this offset no timestamp is above this one. Timestamps rise from entry to entry.
 */
final class TimeIndex {

    static final int ENTRY_BYTES = 12;

    private static final long NO_TIMESTAMP = -1;

    private final long baseOffset;
    private final EntryFile entries;
    private volatile TimestampOffset last;

    private TimeIndex(long baseOffset, EntryFile entries, TimestampOffset last) {
        this.baseOffset = baseOffset;
        this.entries = entries;
        this.last = last;
    }

    static TimeIndex create(Disk disk, Path path, long baseOffset) {
        return new TimeIndex(
                baseOffset, EntryFile.create(disk, path, ENTRY_BYTES), new TimestampOffset(NO_TIMESTAMP, baseOffset));
    }

    static TimeIndex open(Disk disk, Path path, long baseOffset) throws IOException {
        EntryFile entries = EntryFile.open(disk, path, ENTRY_BYTES);
        return new TimeIndex(baseOffset, entries, lastOf(entries, baseOffset));
    }

    /** Appends unless the timestamp does not rise. */
    void append(TimestampOffset max) throws IOException {
        if (max.timestampMs() > last.timestampMs()) {
            ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES);
            entry.putLong(max.timestampMs())
                    .putInt((int) (max.offset() - baseOffset))
                    .flip();
            entries.append(entry);
            last = max;
        }
    }

    /** The last entry; timestamp -1 at the segment's base when there is none. */
    TimestampOffset last() {
        return last;
    }

    /** The last entry with a timestamp of at most {@code timestampMs}; timestamp -1 at the base when there is none. */
    TimestampOffset floor(long timestampMs) throws IOException {
        int found = entries.floor(ByteBuffer::getLong, timestampMs);
        return found < 0 ? new TimestampOffset(NO_TIMESTAMP, baseOffset) : entry(entries.read(found, 1), 0, baseOffset);
    }

    /** Keeps the entries with offsets below {@code offset}. */
    void truncateTo(long offset) throws IOException {
        int kept = entries.floor((bytes, at) -> bytes.getInt(at + 8), offset - 1 - baseOffset) + 1;
        entries.truncate(kept);
        last = lastOf(entries, baseOffset);
    }

    /** True when timestamps rise throughout and offsets do not fall. */
    boolean isSound() throws IOException {
        long lastTimestamp = NO_TIMESTAMP;
        int lastOffset = 0;
        int count = entries.count();
        for (int first = 0; first < count; first += EntryFiles.CHECK_ENTRIES) {
            int stretch = Math.min(EntryFiles.CHECK_ENTRIES, count - first);
            ByteBuffer bytes = entries.read(first, stretch);
            for (int i = 0; i < stretch; i++) {
                long timestamp = bytes.getLong(i * ENTRY_BYTES);
                int offset = bytes.getInt(i * ENTRY_BYTES + 8);
                if (timestamp <= lastTimestamp || offset < lastOffset) {
                    return false;
                }
                lastTimestamp = timestamp;
                lastOffset = offset;
            }
        }
        return true;
    }

    EntryFile entries() {
        return entries;
    }

    private static TimestampOffset lastOf(EntryFile entries, long baseOffset) throws IOException {
        int count = entries.count();
        return count == 0
                ? new TimestampOffset(NO_TIMESTAMP, baseOffset)
                : entry(entries.read(count - 1, 1), 0, baseOffset);
    }

    private static TimestampOffset entry(ByteBuffer bytes, int at, long baseOffset) {
        return new TimestampOffset(bytes.getLong(at), baseOffset + bytes.getInt(at + 8));
    }
}
