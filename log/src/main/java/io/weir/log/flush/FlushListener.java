package io.weir.log.flush;

/** Is told of every time that something was forced to disk. */
@FunctionalInterface
public interface FlushListener {

    /** Nobody. */
    FlushListener NOBODY = (_, _, _) -> {};

    /** What was forced. */
    enum Kind {
        /** The journal of a data folder, for all logs that waited. */
        JOURNAL,
        /** The own files of one log. */
        LOG,
        /** A whole file system, for several logs. */
        FILE_SYSTEM
    }

    /**
     * It is on disk. Called by the thread that waited for it; must not block.
     *
     * @param nanos how long it took, writing included where that is one with it
     * @param logs how many logs it served
     */
    void flushed(Kind kind, long nanos, int logs);
}
