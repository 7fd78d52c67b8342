package io.weir.replication.follower;

import java.nio.ByteBuffer;

/** The follower's own log, as far as replication uses it. Every method may fail with a disk's exception of its own. */
public interface ReplicaLog {

    int NO_EPOCH = -1;

    long startOffset();

    /** Offset of the next record. */
    long endOffset();

    /** The leader epoch of the last record, or {@link #NO_EPOCH}. */
    int lastEpoch();

    /** Where the records of this epoch, or of the largest below it, end; -1 when there is none. */
    long endOffsetFor(int epoch);

    /** Removes the records from this offset on. */
    void truncateTo(long offset);

    /** Removes everything; the next record has this offset. */
    void startOverAt(long offset);

    /** Adds whole batches of the leader, which follow the log's end. */
    void append(ByteBuffer batches);

    /** Records before this offset are deleted. */
    void deleteBefore(long offset);

    /** Whether consumers wait here for the high watermark to move. */
    boolean isAwaited();

    /** Whether it is copied only as fast as throttled replicas may be; never where it is in sync. */
    boolean isThrottled();

    /** All below this offset is known to be kept by all in-sync replicas; -1 while nothing is. */
    long highWatermark();

    /** All below this offset is kept by all in-sync replicas. */
    void highWatermark(long offset);
}
