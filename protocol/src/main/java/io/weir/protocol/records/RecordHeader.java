package io.weir.protocol.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One header of a record. The key stays in bytes so that copying a record never changes it, valid UTF-8 or not.
 *
 * <p>The buffers are shared: read them by absolute index or through a duplicate.
 */
public record RecordHeader(ByteBuffer keyBytes, @Nullable ByteBuffer value) {

    public static RecordHeader of(String key, byte @Nullable [] value) {
        return new RecordHeader(
                ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)), value == null ? null : ByteBuffer.wrap(value));
    }

    /** The key as text; bytes that are not UTF-8 become the replacement character. */
    public String key() {
        return StandardCharsets.UTF_8.decode(keyBytes.duplicate()).toString();
    }
}
