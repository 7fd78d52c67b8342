package io.weir.protocol.records;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Varint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a record of the bytes behind its length. Keys, values and headers are slices of those bytes. */
final class RecordParser {

    private static final int SMALLEST_HEADER_BYTES = 2;

    private final long baseOffset;
    private final long baseTimestamp;
    private final long appendTime;
    private final boolean isLogAppendTime;

    RecordParser(RecordBatch batch) {
        this.baseOffset = batch.baseOffset();
        this.baseTimestamp = batch.baseTimestamp();
        this.appendTime = batch.maxTimestamp();
        this.isLogAppendTime = batch.isLogAppendTime();
    }

    Record parse(ByteBuffer body) {
        if (!body.hasRemaining()) {
            throw new MalformedMessageException("record is empty");
        }
        body.get();
        long timestamp = baseTimestamp + Varint.readLong(body);
        long offset = baseOffset + Varint.readInt(body);
        ByteBuffer key = readBytes(body, "key length");
        ByteBuffer value = readBytes(body, "value length");
        List<RecordHeader> headers = readHeaders(body);
        if (body.hasRemaining()) {
            throw new MalformedMessageException(body.remaining() + " bytes are left over");
        }
        return new Record(offset, isLogAppendTime ? appendTime : timestamp, key, value, headers);
    }

    private static List<RecordHeader> readHeaders(ByteBuffer body) {
        int count = Varint.readInt(body);
        if (count < 0 || count > body.remaining() / SMALLEST_HEADER_BYTES) {
            throw invalid("header count", count, body);
        }
        if (count == 0) {
            return List.of();
        }
        List<RecordHeader> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ByteBuffer key = readBytes(body, "header key length");
            if (key == null) {
                throw invalid("header key length", -1, body);
            }
            headers.add(new RecordHeader(key, readBytes(body, "header value length")));
        }
        return headers;
    }

    private static @Nullable ByteBuffer readBytes(ByteBuffer body, String what) {
        int length = Varint.readInt(body);
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > body.remaining()) {
            throw invalid(what, length, body);
        }
        ByteBuffer bytes = body.slice(body.position(), length);
        body.position(body.position() + length);
        return bytes;
    }

    private static MalformedMessageException invalid(String what, int value, ByteBuffer body) {
        return new MalformedMessageException(
                what + " " + value + " is not valid, " + body.remaining() + " bytes are left");
    }
}
