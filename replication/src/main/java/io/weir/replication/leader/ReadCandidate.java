package io.weir.replication.leader;

/**
 * A follower that consumers may read from.
 *
 * @param end   offset of its next record
 * @param lagMs for how long it was not at the leader's end
 */
public record ReadCandidate(int nodeId, long end, long lagMs) {}
