package io.weir.cli.demo;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Carries in a record when its event was due, so that a consumer can tell the latency. It is the due time and not the
 * time of sending: a producer that falls behind shows as latency and does not hide it.
 */
final class DueHeader {

    private static final String NAME = "due-nanos";

    private DueHeader() {}

    static Header of(long dueNanos) {
        return new RecordHeader(
                NAME, ByteBuffer.allocate(Long.BYTES).putLong(dueNanos).array());
    }

    /** The due time on this process's {@link System#nanoTime()} clock; empty when the event's latency does not count. */
    static OptionalLong dueNanos(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(header.value()).getLong());
    }
}
