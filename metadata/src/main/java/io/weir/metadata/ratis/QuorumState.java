package io.weir.metadata.ratis;

import java.util.List;

/**
 * The Raft group as its leader sees it.
 *
 * @param term          of the leader
 * @param highWatermark one more than the index of the last entry that is committed
 */
public record QuorumState(int leader, long term, long highWatermark, List<Replica> replicas) {

    /**
     * One node of it.
     *
     * @param logEnd         one more than the index of the last entry it is known to have
     * @param silentMs       since it was last heard; 0 for the leader
     */
    public record Replica(RaftMember member, long logEnd, long silentMs) {}
}
