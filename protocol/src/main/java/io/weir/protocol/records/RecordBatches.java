package io.weir.protocol.records;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The batches that lie one after the other in a buffer. Each is checked for its size and format before it is handed
 * out, so that every accessor of its header and {@link RecordBatch#isCrcValid} is safe; its checksum and its records
 * are not checked.
 *
 * <p>{@code next()} throws {@link InvalidBatchException} at a hostile size, an unknown format or a torn batch, and
 * {@link OldFormatException} at formats 0 and 1.
 */
public final class RecordBatches implements Iterable<RecordBatch> {

    private static final int BYTES_UP_TO_MAGIC = RecordBatch.LOG_OVERHEAD_BYTES + 5;

    private final ByteBuffer buffer;
    private final boolean tornTailAllowed;

    private RecordBatches(ByteBuffer buffer, boolean tornTailAllowed) {
        this.buffer = buffer.duplicate();
        this.tornTailAllowed = tornTailAllowed;
    }

    /** All bytes between the buffer's position and limit must be whole batches. */
    public static RecordBatches of(ByteBuffer buffer) {
        return new RecordBatches(buffer, false);
    }

    /** The last batch may be cut off, as in the answer to a fetch or the tail of a crashed log; it is left out. */
    public static RecordBatches withTornTail(ByteBuffer buffer) {
        return new RecordBatches(buffer, true);
    }

    @Override
    public Iterator<RecordBatch> iterator() {
        return new BatchIterator();
    }

    /** The one batch the buffer must hold, whole. */
    public RecordBatch single() {
        Iterator<RecordBatch> batches = iterator();
        if (!batches.hasNext()) {
            throw InvalidBatchException.invalid("There must be one record batch per partition, but there is none");
        }
        RecordBatch batch = batches.next();
        if (batches.hasNext()) {
            throw InvalidBatchException.invalid("There must be one record batch per partition, but there are more");
        }
        return batch;
    }

    /**
     * Checks the batch at absolute index {@code start} as the iterator does.
     *
     * @return its size in bytes, or -1 when it goes on beyond the buffer's limit
     */
    static int check(ByteBuffer buffer, int start) {
        int available = buffer.limit() - start;
        if (available < BYTES_UP_TO_MAGIC) {
            return -1;
        }
        RecordBatch batch = RecordBatch.at(buffer, start);
        int magic = batch.magic();
        if (magic == 0 || magic == 1) {
            throw new OldFormatException(magic);
        }
        if (magic != RecordBatch.MAGIC_V2) {
            throw InvalidBatchException.corrupt("Record batch at byte " + start + " has unknown magic " + magic);
        }
        int length = batch.lengthField();
        int smallest = RecordBatch.HEADER_BYTES - RecordBatch.LOG_OVERHEAD_BYTES;
        if (length < smallest) {
            throw InvalidBatchException.corrupt("Record batch at byte " + start + " has length " + length
                    + ", less than the " + smallest + " bytes of its header");
        }
        return length > available - RecordBatch.LOG_OVERHEAD_BYTES ? -1 : RecordBatch.LOG_OVERHEAD_BYTES + length;
    }

    private final class BatchIterator implements Iterator<RecordBatch> {

        private int position = buffer.position();

        @Override
        public boolean hasNext() {
            int left = buffer.limit() - position;
            return tornTailAllowed ? left > 0 && check(buffer, position) >= 0 : left > 0;
        }

        @Override
        public RecordBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int sizeBytes = check(buffer, position);
            if (sizeBytes < 0) {
                throw InvalidBatchException.invalid("Record batch at byte " + position + " is torn: only "
                        + (buffer.limit() - position) + " bytes of it are there");
            }
            RecordBatch batch = RecordBatch.at(buffer, position);
            position += sizeBytes;
            return batch;
        }
    }
}
