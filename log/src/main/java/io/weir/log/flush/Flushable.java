package io.weir.log.flush;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A log with changes that are not yet durable. Of each kind of pass one is under way at a time. */
public interface Flushable {

    /** One pass over everything that was appended before it began. */
    interface Pass {

        /** Forces file by file what the pass covers. */
        void force() throws IOException;

        /** Tells those who wait that what the pass covers is durable. */
        void complete();
    }

    LogId id();

    /** A path on the file system that holds the log. */
    Path directory();

    /** The journal of the log's data folder. */
    SharedJournal journal();

    /** What a journal could take; empty when only forcing the log's own files will do. */
    Optional<TailPass> beginTail();

    /** Begins a pass: writes out what is only in memory, and notes how far the log goes now. */
    Pass beginFlush() throws IOException;

    /** The log's own files are on the disk up to this offset. */
    long forcedOffset();

    /** Takes the log offline, because it cannot be said any more what of it is on the disk. */
    void flushFailed(IOException cause);
}
