package io.weir.log.segment;

import io.weir.log.disk.DiskFile;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the batches of a file one after the other, whole, in large strides. Ends at the first that cannot be one. */
final class BatchScan {

    private static final int STRIDE_BYTES = 256 * 1024;

    private final DiskFile file;
    private final int end;
    private ByteBuffer buffer = ByteBuffer.allocate(STRIDE_BYTES).limit(0);
    private int bufferAt;
    private int next;

    BatchScan(DiskFile file, int start, int end) {
        this.file = file;
        this.next = start;
        this.bufferAt = start;
        this.end = end;
    }

    /** True when a whole batch with a plausible header follows; its checksum is not looked at. */
    boolean hasNext() throws IOException {
        if (end - next < RecordBatch.HEADER_BYTES) {
            return false;
        }
        load(RecordBatch.HEADER_BYTES);
        RecordBatch header = RecordBatch.at(buffer, next - bufferAt);
        if (!BatchShape.isPlausible(header, end - next)) {
            return false;
        }
        load(header.sizeBytes());
        return true;
    }

    /** The batch that {@link #hasNext()} found, valid until it is called again. */
    RecordBatch next() {
        RecordBatch batch = RecordBatch.at(buffer, next - bufferAt);
        next += batch.sizeBytes();
        return batch;
    }

    int nextPosition() {
        return next;
    }

    private void load(int bytes) throws IOException {
        if (next + bytes <= bufferAt + buffer.limit()) {
            return;
        }
        int size = Math.min(Math.max(bytes, STRIDE_BYTES), end - next);
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocate(size);
        }
        buffer.clear().limit(size);
        file.readFully(buffer, next);
        buffer.flip();
        bufferAt = next;
    }
}
