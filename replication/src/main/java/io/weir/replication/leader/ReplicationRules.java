package io.weir.replication.leader;

/**
 * What is set about a partition's copies.
 *
 * @param minInSync {@code min.insync.replicas}; counts for no more than there are replicas
 * @param maxLagMs  {@code replica.lag.time.max.ms}: a follower that was not at the leader's end for so long is not in sync
 */
public record ReplicationRules(int minInSync, long maxLagMs) {}
