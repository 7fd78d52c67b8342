package io.weir.protocol.records;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record. The timestamp is in milliseconds since the epoch, or {@link RecordBatch#NO_TIMESTAMP}; a null value is a
 * tombstone on a compacted topic.
 *
 * <p>The buffers are shared, with the batch they were read from where that was not compressed: read them by absolute
 * index or through a duplicate.
 */
// Kafka's word for it; nobody here needs java.lang.Record by name.
@SuppressWarnings("AvoidCommonTypeNames")
public record Record(
        long offset,
        long timestampMs,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value,
        List<RecordHeader> headers) {

    public Record {
        headers = List.copyOf(headers);
    }

    /** A record without headers. */
    public Record(long offset, long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        this(offset, timestampMs, key, value, List.of());
    }
}
