package io.weir.log.compaction;

/** Compaction of a log was given up; the log is as it was, or compacted in part, and good either way. */
public final class CleaningAbortedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CleaningAbortedException(String reason) {
        super(reason);
    }

    public CleaningAbortedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
