package io.weir.replication.leader;

import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.replication.rate.Allowance;
import java.util.Optional;

/** A partition as a leader's follower sees it. */
public interface LedPartition {

    /**
     * A follower of this registration has all before the position it asks from.
     *
     * @return false where it is no replica as far as is known here: the follower may know of it first, and is to say it again
     */
    boolean fetched(int nodeId, long brokerEpoch, FetchPartition position);

    /**
     * What lies from a position on; an error, or where the logs part, in place of it.
     *
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} comes whole
     */
    PartitionData read(FetchPartition position, int maxBytes, boolean atLeastOneBatch);

    /** What bounds how much this follower is sent; empty where it is in sync. */
    Optional<Allowance> allowance(int nodeId);

    /** Where the next record will lie. */
    long endOffset();

    long highWatermark();

    /** Runs this after every append, on the thread that appends. */
    void watch(Runnable watcher);

    /** Runs this as well whenever the high watermark moves, on the thread that moves it. */
    void watchHighWatermark(Runnable watcher);

    /** Neither any more. */
    void unwatch(Runnable watcher);
}
