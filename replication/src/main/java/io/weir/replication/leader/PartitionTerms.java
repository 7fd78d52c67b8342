package io.weir.replication.leader;

import java.util.List;

/**
 * A partition as the controller has decided it.
 *
 * @param leaderEpoch    grows with every leader
 * @param partitionEpoch grows with every change of the partition
 * @param isr            the replicas in sync, the leader among them
 */
public record PartitionTerms(int leaderEpoch, int partitionEpoch, List<Integer> replicas, List<Integer> isr) {

    public PartitionTerms {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
    }
}
