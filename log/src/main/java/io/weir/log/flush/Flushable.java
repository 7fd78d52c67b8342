package io.weir.log.flush;

import java.io.IOException;
import java.nio.file.Path;

/** A log with changes that are not yet durable. Flushed by one thread at a time. */
public interface Flushable {

    /** One pass over everything that was appended before it began. */
    interface Pass {

        /** Forces file by file what the pass covers. */
        void force() throws IOException;

        /** Tells those who wait that what the pass covers is durable. */
        void complete();
    }

    /** Begins a pass: writes out what is only in memory, and notes how far the log goes now. */
    Pass beginFlush() throws IOException;

    /** Takes the log offline, because it cannot be said any more what of it is on the disk. */
    void flushFailed(IOException cause);

    /** A path on the file system that holds the log. */
    Path directory();
}
