package io.weir.protocol.records;

import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes single records, and tells beforehand how long they get. */
final class RecordWriter {

    private static final int NULL_LENGTH = -1;

    /** Length, attributes, timestamp and offset deltas at their longest. */
    private static final int LONGEST_PREFIX_BYTES = 2 * Varint.MAX_INT_BYTES + 1 + Varint.MAX_LONG_BYTES;

    private RecordWriter() {}

    static void write(GrowableBytes out, long timestampDelta, int offsetDelta, Record record) {
        int bodyBytes = 1
                + Varint.sizeOfLong(timestampDelta)
                + Varint.sizeOfInt(offsetDelta)
                + Math.toIntExact(sizeOfContent(record));
        out.writeVarint(bodyBytes);
        out.write(0);
        out.writeVarlong(timestampDelta);
        out.writeVarint(offsetDelta);
        writeBytes(out, record.key());
        writeBytes(out, record.value());
        out.writeVarint(record.headers().size());
        for (RecordHeader header : record.headers()) {
            writeBytes(out, header.keyBytes());
            writeBytes(out, header.value());
        }
    }

    /** The most bytes the record can take in any batch. */
    static long sizeUpperBound(Record record) {
        return LONGEST_PREFIX_BYTES + sizeOfContent(record);
    }

    private static long sizeOfContent(Record record) {
        List<RecordHeader> headers = record.headers();
        long size = sizeOfBytes(record.key()) + sizeOfBytes(record.value()) + Varint.sizeOfInt(headers.size());
        for (RecordHeader header : headers) {
            size += sizeOfBytes(header.keyBytes()) + sizeOfBytes(header.value());
        }
        return size;
    }

    private static long sizeOfBytes(@Nullable ByteBuffer bytes) {
        return bytes == null
                ? Varint.sizeOfInt(NULL_LENGTH)
                : (long) Varint.sizeOfInt(bytes.remaining()) + bytes.remaining();
    }

    private static void writeBytes(GrowableBytes out, @Nullable ByteBuffer bytes) {
        if (bytes == null) {
            out.writeVarint(NULL_LENGTH);
        } else {
            out.writeVarint(bytes.remaining());
            out.write(bytes);
        }
    }
}
