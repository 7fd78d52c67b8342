package io.weir.log.segment;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Looks at the bytes of a {@code .log} file as recovery would, for whoever wants to know what is in it: batch by batch,
 * and past what is damaged. At most 256 KiB of the file are in memory, but for a batch that is {@link #load}ed.
 */
public final class SegmentScan implements AutoCloseable {

    private final Path path;
    private final DiskFile file;
    private final FileWindow window;
    private final int end;
    private final ByteBuffer header = ByteBuffer.allocate(RecordBatch.HEADER_BYTES);
    private int position;
    private int next;

    private SegmentScan(Path path, DiskFile file, int end) {
        this.path = path;
        this.file = file;
        this.end = end;
        this.window = new FileWindow(file, 0, end);
    }

    /** @throws IOException also when the file is larger than any segment: 2 GiB */
    public static SegmentScan open(Disk disk, Path path) throws IOException {
        DiskFile file = disk.openExisting(path);
        if (file.size() > Integer.MAX_VALUE) {
            try (file) {
                throw new IOException(
                        path + " has " + file.size() + " bytes; a segment has at most " + Integer.MAX_VALUE);
            }
        }
        return new SegmentScan(path, file, (int) file.size());
    }

    public Path path() {
        return path;
    }

    /** Moves to the next batch; false at the end, or where no header of a whole batch is. */
    public boolean advance() throws IOException {
        if (end - next < RecordBatch.HEADER_BYTES) {
            return false;
        }
        RecordBatch found = window.header(next);
        if (!BatchShape.isPlausible(found, end - next)) {
            return false;
        }
        header.put(0, window.bytes(next, RecordBatch.HEADER_BYTES), 0, RecordBatch.HEADER_BYTES);
        position = next;
        next += found.sizeBytes();
        return true;
    }

    /** The header of the batch moved to; valid until the next move. Its records are not in memory. */
    public RecordBatch header() {
        return RecordBatch.at(header, 0);
    }

    public int position() {
        return position;
    }

    public boolean isCrcValid() throws IOException {
        return window.isCrcValid(position);
    }

    /** The whole batch moved to, in memory. */
    public RecordBatch load() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(next - position);
        file.readFully(bytes, position);
        return RecordBatch.at(bytes.flip(), 0);
    }

    /** Where the next batch begins, or the bytes that are none. */
    public int nextPosition() {
        return next;
    }

    /** Size of the file when it was opened. */
    public int end() {
        return end;
    }

    /**
     * Recovery's judgement of the bytes from {@code from} on, which do not begin with a good batch: true when a crash may
     * have left them, false when they were damaged later.
     *
     * @param offset the offset the bad batch should begin with
     */
    public boolean isTorn(int from, long offset) throws IOException {
        return TornTail.isTorn(file, from, end, offset);
    }

    /** Where behind {@link #nextPosition} a whole batch with a later offset and a valid checksum begins; goes there. */
    public OptionalInt skipDamage(long offset) throws IOException {
        OptionalInt found = TornTail.nextGoodBatch(file, next, end, offset);
        next = found.orElse(next);
        return found;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
