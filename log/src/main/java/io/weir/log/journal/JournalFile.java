package io.weir.log.journal;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskTrouble;
import io.weir.log.flush.Flushable;
import io.weir.log.flush.LogId;
import io.weir.log.flush.TailPass;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the two files of a journal, and which logs it has entries for. Entries are staged in memory and count when they
 * are committed. Used by one thread at a time.
 */
final class JournalFile {

    /** What the file holds of a log. */
    static final class Kept {
        private final long firstSegment;
        private long endOffset;

        private Kept(long firstSegment) {
            this.firstSegment = firstSegment;
        }

        long firstSegment() {
            return firstSegment;
        }

        /** The log's own files have to be forced up to here before the file is used again. */
        long endOffset() {
            return endOffset;
        }
    }

    private static final int BUFFER_BYTES = 256 << 10;
    private static final int SMALLEST_GROWTH_BYTES = 1 << 20;

    private final Disk disk;
    private final Path path;
    private final int fullBytes;
    private final Map<Flushable, Kept> logs = new HashMap<>();
    private @Nullable DiskFile file;
    private ByteBuffer staged = ByteBuffer.allocate(0);
    private int chain;
    private long end;
    private int stagedChain;
    private long writtenEnd;
    private long extentBytes;
    private boolean stagedRecords;
    private boolean broken;

    /** @param fullBytes what the file may grow to; entries that void others may go beyond it */
    JournalFile(Disk disk, Path path, int fullBytes) {
        this.disk = disk;
        this.path = path;
        this.fullBytes = fullBytes;
    }

    /** Voids whatever the file holds, durably, and begins another generation; creates the file when it is missing. */
    void begin(long generation) throws IOException {
        if (broken) {
            delete();
        }
        boolean isNew = file == null;
        DiskFile open = open();
        ByteBuffer header = ByteBuffer.allocate(JournalFormat.HEADER_BYTES);
        int first = JournalFormat.putHeader(header, generation, Uuid.random().leastSignificantBits());
        try {
            open.write(header.flip(), 0);
            open.forceData();
            if (isNew) {
                disk.forceDirectory(parent());
            }
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        logs.clear();
        chain = first;
        end = JournalFormat.FIRST_ENTRY;
        extentBytes = Math.max(extentBytes, JournalFormat.FIRST_ENTRY);
        rollBack();
    }

    /** Whether entries can be added. */
    boolean isReady() {
        return end > 0 && !broken;
    }

    /** Where the next entry would end. */
    long endWith(int entryBytes) {
        return writtenEnd + staged.position() + entryBytes;
    }

    Map<Flushable, Kept> logs() {
        return logs;
    }

    /** Makes room in memory for the next entry. */
    void makeRoom(int entryBytes) throws IOException {
        if (staged.capacity() == 0) {
            staged = ByteBuffer.allocateDirect(BUFFER_BYTES);
        }
        if (staged.remaining() < entryBytes) {
            spill();
        }
    }

    /** @throws IOException when the tail cannot be read from its segment; nothing is staged then */
    void stage(TailPass tail, byte[] name) throws IOException {
        int start = staged.position();
        int entryBytes = JournalFormat.batchesBytes(name, tail.sizeBytes());
        JournalFormat.putHead(
                staged, JournalFormat.BATCHES, entryBytes, tail.log().id().topicId(), name);
        staged.putLong(tail.segment()).putInt(tail.position());
        try {
            ByteBuffer target = staged.slice(staged.position(), tail.sizeBytes());
            tail.read(target);
            staged.position(start + entryBytes);
        } catch (IOException | RuntimeException e) {
            staged.position(start);
            throw e;
        }
        stagedChain = JournalFormat.seal(staged, start, stagedChain);
        stagedRecords = true;
        // From now on: some of it may be found after a crash even if it is never committed.
        Kept kept = logs.computeIfAbsent(tail.log(), _ -> new Kept(tail.segment()));
        kept.endOffset = Math.max(kept.endOffset, tail.endOffset());
    }

    void stageForget(LogId log) throws IOException {
        byte[] name = JournalFormat.name(log);
        int entryBytes = JournalFormat.forgetBytes(name);
        makeRoom(entryBytes);
        int start = staged.position();
        JournalFormat.putHead(staged, JournalFormat.FORGET, entryBytes, log.topicId(), name);
        stagedChain = JournalFormat.seal(staged, start, stagedChain);
    }

    /** Makes durable what was staged. */
    void commit() throws IOException {
        if (endWith(0) > end) {
            spill();
            try {
                open().forceData();
            } catch (IOException e) {
                // What a later force would say of these bytes cannot be believed.
                broken = true;
                throw e;
            }
            end = writtenEnd;
            chain = stagedChain;
        }
    }

    /** Forgets what was staged: the next entry takes its place. */
    void rollBack() {
        staged.clear();
        stagedRecords = false;
        writtenEnd = end;
        stagedChain = chain;
    }

    void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Deletes the file, durably. */
    void delete() throws IOException {
        close();
        if (disk.deleteIfExists(path)) {
            disk.forceDirectory(parent());
        }
        broken = false;
        end = 0;
        extentBytes = 0;
        rollBack();
        logs.clear();
    }

    private void spill() throws IOException {
        int bytes = staged.position();
        try {
            extendTo(writtenEnd + bytes);
            write(staged.flip(), writtenEnd);
        } catch (IOException e) {
            broken |= DiskTrouble.of(e) == DiskTrouble.BROKEN;
            throw e;
        }
        staged.clear();
        stagedRecords = false;
        writtenEnd += bytes;
    }

    /**
     * Grows the file ahead of what is written, in few steps: forcing a file that has grown waits until the file system has
     * written everything new in other files, too, which takes a hundred times as long as forcing one that has not.
     */
    private void extendTo(long neededBytes) throws IOException {
        if (neededBytes > extentBytes) {
            long doubled = Math.min(fullBytes, Math.max(SMALLEST_GROWTH_BYTES, 2 * extentBytes));
            long target = Math.max(neededBytes, doubled);
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, target - extentBytes));
            for (long at = extentBytes; at < target; at += zeros.capacity()) {
                write(zeros.clear().limit((int) Math.min(zeros.capacity(), target - at)), at);
            }
            extentBytes = target;
        }
    }

    /** What is kept back for a full disk is not for records: they can be refused. To void them must always go. */
    private void write(ByteBuffer bytes, long position) throws IOException {
        if (stagedRecords) {
            open().writeRecords(bytes, position);
        } else {
            open().write(bytes, position);
        }
    }

    private DiskFile open() throws IOException {
        DiskFile open = file;
        if (open == null) {
            open = disk.open(path);
            file = open;
        }
        return open;
    }

    private Path parent() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
