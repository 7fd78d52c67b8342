package io.weir.replication.leader;

import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchResponse.PartitionData;

/** A partition as a leader's follower sees it. */
public interface LedPartition {

    /** A follower of this registration has all before the position it asks from. */
    void fetched(int nodeId, long brokerEpoch, FetchPartition position);

    /**
     * What lies from a position on; an error, or where the logs part, in place of it.
     *
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} comes whole
     */
    PartitionData read(FetchPartition position, int maxBytes, boolean atLeastOneBatch);

    long highWatermark();

    /** Runs this after every append, on the thread that appends. */
    void watch(Runnable watcher);

    void unwatch(Runnable watcher);
}
