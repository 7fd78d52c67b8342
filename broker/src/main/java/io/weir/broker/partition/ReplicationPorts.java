package io.weir.broker.partition;

import io.weir.replication.leader.Eligibility;
import java.time.InstantSource;

/**
 * What partitions need that have replicas on several brokers.
 *
 * @param maxLagMs {@code replica.lag.time.max.ms}
 */
public record ReplicationPorts(
        int nodeId,
        InstantSource clock,
        Eligibility eligibility,
        IsrProposals proposals,
        Following following,
        long maxLagMs) {

    private static final Following NOBODY = new Following() {
        @Override
        public void follow(Partition partition, int leader, int leaderEpoch) {}

        @Override
        public void tell(Partition partition) {}

        @Override
        public void unfollow(Partition partition) {}
    };

    /** Those of a broker that is alone: all its partitions have one replica. */
    public static ReplicationPorts alone(int nodeId) {
        return new ReplicationPorts(
                nodeId, InstantSource.system(), (_, _) -> false, (_, _, ended) -> ended.run(), NOBODY, Long.MAX_VALUE);
    }
}
