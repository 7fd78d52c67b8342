package io.weir.metadata.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The few things that are done to a file that grows. Tests put a failing disk in its place. */
interface GrowingFile extends Closeable {

    /** Writes all bytes at the end. */
    void append(ByteBuffer bytes) throws IOException;

    /** Returns once all that was written is on the disk. */
    void force() throws IOException;

    /** Cuts the file to this size; the next append goes there. */
    void truncate(long sizeBytes) throws IOException;
}
