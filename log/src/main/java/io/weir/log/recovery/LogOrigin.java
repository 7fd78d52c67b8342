package io.weir.log.recovery;

/**
 * What the data folder's checkpoints say of a partition folder before it is opened.
 *
 * @param isClean the broker was stopped cleanly: the files are complete
 * @param recoveryPoint everything below this offset was forced; what lies above is checked after a crash
 * @param logStartOffset records before it are deleted, though their segment may still be there
 */
public record LogOrigin(boolean isClean, long recoveryPoint, long logStartOffset) {

    /** A folder of which nothing is known: it is new, or everything in it is checked. */
    public static final LogOrigin UNKNOWN = new LogOrigin(false, 0, 0);
}
