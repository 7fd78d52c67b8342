package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of entries of one size, appended in order. The newest are kept in memory and written together, so that an
 * append to the log costs no second write. The file is kept open for readers alone.
 *
 * <p>One writer at a time; readers need no lock: they work on the state they see.
 */
final class EntryFile {

    /** Where an entry's key is, for searches. */
    interface Key {
        long of(ByteBuffer entries, int at);
    }

    private static final int TAIL_ENTRIES = 512;
    private static final int FIRST_TAIL_ENTRIES = 16;

    /** Of a long file so many are kept where a search ended: who reads a log in order looks there next. */
    private static final int KEPT_ENTRIES = 2 * TAIL_ENTRIES;

    /**
     * Entries in the file, and after them those in memory. The tail's bytes before {@code tailBytes} never change.
     *
     * @param cuts how often entries were taken away
     */
    private record State(int inFile, ByteBuffer tail, int tailBytes, int cuts) {}

    private final Disk disk;
    private final int entryBytes;
    private volatile Path path;
    private volatile State state;
    private volatile @Nullable KeptEntries kept;
    private @Nullable SegmentFile readers;
    private boolean closed;

    private EntryFile(Disk disk, Path path, int entryBytes, int inFile) {
        this.disk = disk;
        this.path = path;
        this.entryBytes = entryBytes;
        this.state = new State(inFile, ByteBuffer.allocate(0), 0, 0);
    }

    /** A new file; it is created when its first entries are written. */
    static EntryFile create(Disk disk, Path path, int entryBytes) {
        return new EntryFile(disk, path, entryBytes, 0);
    }

    /** An existing file. Bytes after the last whole entry are ignored, and replaced by the next entry. */
    static EntryFile open(Disk disk, Path path, int entryBytes) throws IOException {
        return new EntryFile(disk, path, entryBytes, Math.toIntExact(disk.sizeBytes(path) / entryBytes));
    }

    int count() {
        State seen = state;
        return seen.inFile + seen.tailBytes / entryBytes;
    }

    boolean hasUnwritten() {
        return state.tailBytes > 0;
    }

    /** Appends one entry; the buffer holds exactly its bytes. */
    void append(ByteBuffer entry) throws IOException {
        makeRoom();
        State seen = state;
        ByteBuffer tail = seen.tail;
        if (seen.tailBytes + entryBytes > tail.capacity()) {
            int entries = Math.clamp(2L * tail.capacity() / entryBytes, FIRST_TAIL_ENTRIES, TAIL_ENTRIES);
            tail = ByteBuffer.allocate(entries * entryBytes).put(0, seen.tail, 0, seen.tailBytes);
        }
        tail.put(seen.tailBytes, entry, entry.position(), entryBytes);
        state = new State(seen.inFile, tail, seen.tailBytes + entryBytes, seen.cuts);
    }

    /** Makes sure that the next append needs no write. */
    void makeRoom() throws IOException {
        if (state.tailBytes == TAIL_ENTRIES * entryBytes) {
            spill();
        }
    }

    /** Writes what is in memory to the file. It is not forced. */
    void spill() throws IOException {
        State seen = state;
        if (seen.tailBytes > 0) {
            change(file -> file.write(seen.tail.slice(0, seen.tailBytes), (long) seen.inFile * entryBytes));
            state = new State(seen.inFile + seen.tailBytes / entryBytes, ByteBuffer.allocate(0), 0, seen.cuts);
        }
    }

    /** The bytes of {@code count} entries from number {@code first} on, at index 0 of the result. */
    ByteBuffer read(int first, int count) throws IOException {
        try (Reading reading = new Reading(state)) {
            return reading.entries(first, count);
        }
    }

    /** The number of the last entry whose key is at most {@code target}; -1 when there is none. Keys rise. */
    int floor(Key key, long target) throws IOException {
        try (Reading reading = new Reading(state)) {
            return floor(key, target, reading);
        }
    }

    private static int floor(Key key, long target, Reading reading) throws IOException {
        int low = -1;
        int high = reading.count();
        KeptEntries near = reading.kept();
        if (near != null && near.keyOf(near.first(), key) > target) {
            high = near.first();
        } else if (near != null && near.keyOf(near.last(), key) > target) {
            low = near.first();
            high = near.last();
        } else if (near != null) {
            low = near.last();
        }
        // The last step reads a whole stretch: one read for most indexes, a few for the largest.
        while (high - low - 1 > TAIL_ENTRIES) {
            int middle = (low + high) >>> 1;
            if (key.of(reading.entries(middle, 1), 0) <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int first = low + 1;
        ByteBuffer stretch = reading.stretch(first, high - first);
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (key.of(stretch, (middle - first) * reading.entryBytes()) <= target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Keeps the first {@code count} entries, durably: those cut off must not come back behind later ones. */
    void truncate(int count) throws IOException {
        State seen = state;
        if (count < seen.inFile) {
            change(file -> {
                file.truncate((long) count * entryBytes);
                file.force();
            });
            state = new State(count, ByteBuffer.allocate(0), 0, seen.cuts + 1);
            kept = null;
        } else if (count < count()) {
            // A copy: readers may be at work on the tail, which must not change under them.
            int tailBytes = (count - seen.inFile) * entryBytes;
            ByteBuffer tail = ByteBuffer.allocate(seen.tail.capacity()).put(0, seen.tail, 0, tailBytes);
            state = new State(seen.inFile, tail, tailBytes, seen.cuts);
        }
    }

    /** Empties the file, durably. */
    void clear() throws IOException {
        truncate(0);
    }

    /** Writes what is in memory, creates the file when it has no entries, and cuts it to its entries. */
    void seal() throws IOException {
        spill();
        change(file -> file.truncate((long) state.inFile * entryBytes));
    }

    /** A file without entries need not come into being for it. */
    void force() throws IOException {
        if (state.inFile > 0 || disk.exists(path)) {
            change(DiskFile::force);
        }
    }

    synchronized void renameTo(Path target) throws IOException {
        if (disk.exists(path)) {
            disk.rename(path, target);
        }
        path = target;
        if (readers != null) {
            readers.renamedTo(target);
        }
    }

    /** Gives back what is open; what is in the file cannot be read any more. */
    synchronized void close() throws IOException {
        closed = true;
        if (readers != null) {
            readers.closeWhenUnused();
        }
    }

    Path path() {
        return path;
    }

    /** It never brings back a file that was deleted under its readers. */
    private synchronized SegmentFile forReaders() throws IOException {
        if (closed) {
            throw new NoSuchFileException(path.toString());
        }
        SegmentFile file = readers;
        if (file == null) {
            file = new SegmentFile(disk, path, false);
            readers = file;
        }
        return file;
    }

    /** One look at the entries as they were when it began; opens the file when it has to. */
    private final class Reading implements AutoCloseable {

        private final State seen;
        private @Nullable SegmentFile source;
        private @Nullable DiskFile file;

        private Reading(State seen) {
            this.seen = seen;
        }

        int count() {
            return seen.inFile + seen.tailBytes / entryBytes;
        }

        int entryBytes() {
            return entryBytes;
        }

        /** What is kept of the file, if it is a part of what this sees. */
        @Nullable
        KeptEntries kept() {
            KeptEntries known = kept;
            return known == null || known.cuts() != seen.cuts || known.last() >= count() ? null : known;
        }

        /** As {@link #entries}; of a long file they are kept, and some behind them. */
        ByteBuffer stretch(int first, int count) throws IOException {
            int inFile = Math.min(KEPT_ENTRIES, seen.inFile - first);
            KeptEntries known = kept();
            boolean isKept = known != null && known.hold(first, Math.min(inFile, count));
            if (seen.inFile > KEPT_ENTRIES && inFile > 0 && !isKept) {
                kept = new KeptEntries(first, entryBytes, entries(first, inFile), seen.cuts);
            }
            return entries(first, count);
        }

        ByteBuffer entries(int first, int count) throws IOException {
            KeptEntries known = kept();
            if (known != null && known.hold(first, count)) {
                return known.slice(first, count);
            }
            ByteBuffer entries = ByteBuffer.allocate(count * entryBytes);
            int fromFile = Math.clamp(seen.inFile - (long) first, 0, count);
            if (fromFile > 0) {
                file().readFully(entries.slice(0, fromFile * entryBytes), (long) first * entryBytes);
            }
            if (fromFile < count) {
                int tailAt = (first + fromFile - seen.inFile) * entryBytes;
                entries.put(fromFile * entryBytes, seen.tail, tailAt, (count - fromFile) * entryBytes);
            }
            return entries;
        }

        private DiskFile file() throws IOException {
            DiskFile opened = file;
            if (opened == null) {
                SegmentFile shared = forReaders();
                opened = shared.acquire();
                source = shared;
                file = opened;
            }
            return opened;
        }

        @Override
        public void close() throws IOException {
            SegmentFile shared = source;
            if (shared != null) {
                shared.release();
            }
        }
    }

    private interface Change {
        void on(DiskFile file) throws IOException;
    }

    private void change(Change change) throws IOException {
        try (DiskFile file = disk.open(path)) {
            change.on(file);
        }
    }
}
