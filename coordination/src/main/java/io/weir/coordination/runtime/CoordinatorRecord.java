package io.weir.coordination.runtime;

import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One record of an internal topic, as bytes. A record without a value is a tombstone: compaction will drop its key.
 *
 * <p>The buffers' positions are never moved, so a record may be written and replayed any number of times.
 *
 * @param key the key, version prefix included
 * @param value the value, version prefix included, or null for a tombstone
 */
public record CoordinatorRecord(ByteBuffer key, @Nullable ByteBuffer value) {

    /** A record that deletes what the key names. */
    public static CoordinatorRecord tombstone(ByteBuffer key) {
        return new CoordinatorRecord(key, null);
    }

    /**
     * A key or a value as Kafka writes them: a message behind an int16.
     *
     * @param prefix the kind of record before a key, the message's version before a value
     */
    public static ByteBuffer bytes(short prefix, Message message, short version) {
        MessageWriter out = new MessageWriter();
        out.int16(prefix);
        message.write(out, version);
        return out.toByteBuffer();
    }

    /** Bytes of key and value; the record's own framing not counted. */
    public int sizeBytes() {
        return key.remaining() + (value == null ? 0 : value.remaining());
    }
}
