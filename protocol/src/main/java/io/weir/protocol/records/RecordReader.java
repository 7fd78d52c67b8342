package io.weir.protocol.records;

import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.compress.Decompression;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The records of one batch, one at a time, through any codec. Records of a batch that is not compressed share its
 * bytes; those of a compressed one have their own.
 *
 * <p>Closes itself at the end and on failure; close it when leaving early. {@code next()} throws
 * {@link InvalidBatchException} at a record that is not well formed.
 */
public final class RecordReader implements Iterator<Record>, AutoCloseable {

    private final RecordParser parser;
    private final RecordBodies bodies;
    private final int count;
    private int read;

    private RecordReader(RecordBatch batch, RecordBodies bodies) {
        this.parser = new RecordParser(batch);
        this.bodies = bodies;
        this.count = batch.recordCount();
    }

    static RecordReader open(RecordBatch batch, int maxRecordBytes) {
        if (batch.recordCount() < 0) {
            throw InvalidBatchException.invalid("Record batch claims to hold " + batch.recordCount() + " records");
        }
        try {
            RecordBodies bodies = batch.compression() == CompressionType.NONE
                    ? new PlainBodies(batch.recordsBytes())
                    : new CompressedBodies(
                            new PlainCursor(Decompression.open(
                                    batch.compression(), batch.recordsBytes(), Decompression.MAX_PLAIN_BYTES)),
                            maxRecordBytes);
            return new RecordReader(batch, bodies);
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Records cannot be decompressed: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hasNext() {
        return read < count;
    }

    @Override
    public Record next() {
        if (read >= count) {
            throw new NoSuchElementException();
        }
        boolean more = false;
        try {
            Record record = parser.parse(bodies.next());
            read++;
            if (read == count && !bodies.isExhausted()) {
                throw InvalidBatchException.invalid("Record batch holds more than the " + count + " records it claims");
            }
            more = read < count;
            return record;
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Record " + read + " of " + count + ": " + e.getMessage(), e);
        } finally {
            if (!more) {
                close();
            }
        }
    }

    @Override
    public void close() {
        read = count;
        bodies.close();
    }

    /** Where the bytes of the records come from. */
    private sealed interface RecordBodies extends AutoCloseable {
        ByteBuffer next();

        boolean isExhausted();

        @Override
        void close();
    }

    private record PlainBodies(ByteBuffer source) implements RecordBodies {
        @Override
        public ByteBuffer next() {
            int sizeBytes = Varint.readInt(source);
            if (sizeBytes < 0 || sizeBytes > source.remaining()) {
                throw new MalformedMessageException(
                        "size " + sizeBytes + " is not valid, " + source.remaining() + " bytes are left");
            }
            ByteBuffer body = source.slice(source.position(), sizeBytes);
            source.position(source.position() + sizeBytes);
            return body;
        }

        @Override
        public boolean isExhausted() {
            return !source.hasRemaining();
        }

        @Override
        public void close() {
            // The bytes belong to the batch.
        }
    }

    private record CompressedBodies(PlainCursor cursor, int maxRecordBytes) implements RecordBodies {
        @Override
        public ByteBuffer next() {
            int sizeBytes = cursor.readInt();
            if (sizeBytes < 0 || sizeBytes > maxRecordBytes) {
                throw new MalformedMessageException(
                        "size " + sizeBytes + " is not valid, the limit is " + maxRecordBytes + " bytes");
            }
            return ByteBuffer.wrap(cursor.take(sizeBytes));
        }

        @Override
        public boolean isExhausted() {
            return cursor.isExhausted();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
