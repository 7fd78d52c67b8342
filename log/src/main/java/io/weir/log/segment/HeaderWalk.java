package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks over the batches of a file by their headers alone. Ends at the first that cannot be one: what comes after it is
 * for others to judge.
 */
final class HeaderWalk {

    private static final int CHUNK_BYTES = 2048;

    private final DiskFile file;
    private final int end;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private int chunkAt;
    private int next;
    private int position;
    private RecordBatch header = RecordBatch.at(chunk, 0);

    /** Walks from {@code start}, where a batch begins, to {@code end}. */
    HeaderWalk(DiskFile file, int start, int end) {
        this.file = file;
        this.next = start;
        this.position = start;
        this.end = end;
        chunk.limit(0);
    }

    /** Moves to the next batch; false when there is no whole one with a plausible header before the end. */
    boolean advance() throws IOException {
        if (end - next < RecordBatch.HEADER_BYTES) {
            return false;
        }
        if (next < chunkAt || next + RecordBatch.HEADER_BYTES > chunkAt + chunk.limit()) {
            fill();
        }
        RecordBatch found = RecordBatch.at(chunk, next - chunkAt);
        if (!BatchShape.isPlausible(found, end - next)) {
            return false;
        }
        header = found;
        position = next;
        next += found.sizeBytes();
        return true;
    }

    /** Only the header's accessors may be used: the records are not in memory. Valid until the next advance. */
    RecordBatch header() {
        return header;
    }

    BatchSpan span() {
        return BatchSpan.of(header, position);
    }

    /** Where the next batch begins, or the bytes that are none. */
    int nextPosition() {
        return next;
    }

    private void fill() throws IOException {
        chunk.clear().limit(Math.min(CHUNK_BYTES, end - next));
        file.readFully(chunk, next);
        chunk.flip();
        chunkAt = next;
    }
}
