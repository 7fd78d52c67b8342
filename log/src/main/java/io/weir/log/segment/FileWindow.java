package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A stretch of a file, of which never more than {@link #BYTES} are in memory. Not thread-safe. */
final class FileWindow {

    static final int BYTES = 256 << 10;

    private static final int CHECKED_FROM = 21;

    private final DiskFile file;
    private final int start;
    private final int size;
    private final ByteBuffer bytes;
    private int first;

    /** The bytes of the file from position {@code start} to {@code end}; they are called 0 and so on from here on. */
    FileWindow(DiskFile file, int start, int end) {
        this.file = file;
        this.start = start;
        this.size = end - start;
        this.bytes = ByteBuffer.allocate(Math.min(BYTES, size)).limit(0);
    }

    int size() {
        return size;
    }

    byte at(int index) throws IOException {
        ensure(index, 1);
        return bytes.get(index - first);
    }

    /** The header of a batch; valid until the next call. */
    RecordBatch header(int index) throws IOException {
        ensure(index, RecordBatch.HEADER_BYTES);
        return RecordBatch.at(bytes, index - first);
    }

    /** A stretch that fits into the window, at index 0 of the result; valid until the next call. */
    ByteBuffer bytes(int index, int count) throws IOException {
        ensure(index, count);
        return bytes.slice(index - first, count);
    }

    /** Whether the batch, all of which lies within the stretch, matches its checksum. */
    boolean isCrcValid(int index) throws IOException {
        RecordBatch header = header(index);
        int end = index + header.sizeBytes();
        long expected = header.crc();
        CRC32C crc = new CRC32C();
        for (int at = index + CHECKED_FROM; at < end; ) {
            ensure(at, 1);
            int count = Math.min(end - at, first + bytes.limit() - at);
            crc.update(bytes.slice(at - first, count));
            at += count;
        }
        return crc.getValue() == expected;
    }

    private void ensure(int index, int count) throws IOException {
        if (index < first || index + count > first + bytes.limit()) {
            first = index;
            bytes.clear().limit(Math.min(bytes.capacity(), size - index));
            file.readFully(bytes, (long) start + index);
            bytes.flip();
        }
    }
}
