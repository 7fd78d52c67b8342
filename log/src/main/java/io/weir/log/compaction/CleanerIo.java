package io.weir.log.compaction;

import io.weir.log.error.CorruptLogException;
import io.weir.log.segment.BatchSpan;
import io.weir.log.segment.Segment;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How compaction reads and writes: in strides, at the pace it is given. Every checksum of what is read is compared: a
 * damaged batch must not get a new one.
 */
final class CleanerIo {

    /** Is shown the batches in order. */
    interface Visitor {
        /**
         * @param batch valid during the call
         * @param isLast of its segment
         * @return false to see no more
         */
        boolean visit(RecordBatch batch, boolean isLast) throws IOException;
    }

    private static final int PAUSE_MS = 10;
    private static final int MAX_PAUSES = 1000;

    private final int strideBytes;
    private final IoThrottle throttle;
    private final Runnable checkWanted;

    CleanerIo(int strideBytes, IoThrottle throttle, Runnable checkWanted) {
        this.strideBytes = strideBytes;
        this.throttle = throttle;
        this.checkWanted = checkWanted;
    }

    /** Waits for something that takes a few milliseconds, unless the disk is very busy. */
    void await(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i == MAX_PAUSES) {
                throw new CleaningAbortedException("the last appends take too long to become durable");
            }
            throttle.pause(PAUSE_MS);
            checkWanted.run();
        }
    }

    /** A buffer for what is written at a time. */
    ByteBuffer newBuffer() {
        return ByteBuffer.allocate(strideBytes);
    }

    /** Appends batches to a segment that is being made. */
    void append(Segment segment, ByteBuffer batches, int indexIntervalBytes) throws IOException {
        if (batches.remaining() > Integer.MAX_VALUE - segment.sizeBytes()) {
            throw new CleaningAbortedException("What is left of the segments from " + segment.path()
                    + " on does not fit into one file of " + Integer.MAX_VALUE + " bytes: lower segment.bytes");
        }
        segment.append(batches, indexIntervalBytes);
        throttle.spend(batches.remaining(), checkWanted);
    }

    /**
     * Shows the batches from the one that holds {@code offset} on; false when the visitor had enough.
     *
     * @throws CorruptLogException at a damaged batch
     */
    boolean scan(Segment segment, long offset, Visitor visitor) throws IOException {
        int size = segment.sizeBytes();
        Optional<BatchSpan> first = segment.search().find(offset, size);
        int position = first.map(BatchSpan::position).orElse(size);
        int wanted = strideBytes;
        while (position < size) {
            ByteBuffer bytes = segment.search().bytes(position, Math.min(wanted, size - position));
            throttle.spend(bytes.limit(), checkWanted);
            int at = 0;
            wanted = strideBytes;
            while (bytes.limit() - at >= RecordBatch.HEADER_BYTES) {
                RecordBatch batch = RecordBatch.at(bytes, at);
                checkShape(batch, segment.path(), position + at, size);
                if (batch.sizeBytes() > bytes.limit() - at) {
                    wanted = Math.max(strideBytes, batch.sizeBytes());
                    break;
                }
                checkContent(batch, segment.path(), position + at);
                at += batch.sizeBytes();
                if (!visitor.visit(batch, position + at == size)) {
                    return false;
                }
            }
            if (at == 0 && bytes.limit() < RecordBatch.HEADER_BYTES) {
                throw new CorruptLogException(segment.path(), position, offset, "the file ends within a batch");
            }
            position += at;
        }
        return true;
    }

    private static void checkShape(RecordBatch batch, Path path, int position, int size) {
        boolean fits = batch.lengthField() >= RecordBatch.HEADER_BYTES - RecordBatch.LOG_OVERHEAD_BYTES
                && batch.lengthField() <= size - position - RecordBatch.LOG_OVERHEAD_BYTES;
        if (!fits || batch.magic() != RecordBatch.MAGIC_V2) {
            throw new CorruptLogException(path, position, batch.baseOffset(), "its header makes no sense");
        }
    }

    private static void checkContent(RecordBatch batch, Path path, int position) {
        if (!batch.isCrcValid()) {
            throw new CorruptLogException(path, position, batch.baseOffset(), "its checksum does not match");
        }
    }
}
