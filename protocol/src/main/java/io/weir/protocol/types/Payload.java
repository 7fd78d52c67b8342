package io.weir.protocol.types;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes that go to a socket as they are: a buffer, or a region of a file that is never copied to the heap.
 *
 * <p>A payload has a fixed size; writing it twice writes the same bytes.
 */
public interface Payload {

    /** Size in bytes, 0 or more. */
    int sizeBytes();

    /**
     * Writes at most {@code count} bytes, beginning {@code position} bytes into this payload.
     *
     * @return the bytes written; 0 when the target takes none right now
     */
    long transferTo(WritableByteChannel target, long position, long count) throws IOException;
}
