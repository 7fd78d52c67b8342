package io.weir.metadata.ratis;

/** How far the listener knows the log, whichever of Ratis' servers told it: one that begins again tells it nothing twice. */
final class Told {

    private long offset = Long.MIN_VALUE;
    private int epoch;

    /** Whether what is up to this offset is more than was told; it is told from now on. */
    synchronized boolean isNews(long newOffset) {
        boolean isNews = newOffset > offset;
        offset = Math.max(offset, newOffset);
        return isNews;
    }

    /** Whether no later epoch was told; it is told from now on. */
    synchronized boolean isCurrent(int newEpoch) {
        boolean isCurrent = newEpoch >= epoch;
        epoch = Math.max(epoch, newEpoch);
        return isCurrent;
    }
}
