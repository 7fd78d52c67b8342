package io.weir.protocol.wire;

import java.nio.ByteBuffer;

/**
 * A message or a struct inside one, generated from its JSON spec. Immutable.
 *
 * <p>Every implementation also has a static {@code read(MessageReader, int version)}.
 */
public interface Message {

    /**
     * Writes this message as the given version of it.
     *
     * @throws UnsupportedFieldException when a field that may not be dropped holds a value the version cannot carry
     * @throws IllegalArgumentException when the spec has no such version
     */
    void write(MessageWriter out, int version);

    /** This message alone, copied into one new buffer: for values that are stored rather than sent. */
    default ByteBuffer toByteBuffer(int version) {
        MessageWriter out = new MessageWriter();
        write(out, version);
        return out.toByteBuffer();
    }
}
