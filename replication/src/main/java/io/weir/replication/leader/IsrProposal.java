package io.weir.replication.leader;

import java.util.List;

/**
 * The in-sync set a leader asks the controller for (KIP-497).
 *
 * @param members the whole set
 */
public record IsrProposal(int leaderEpoch, int partitionEpoch, List<Member> members) {

    /**
     * One replica that is to be in sync.
     *
     * @param brokerEpoch the registration it fetched under; -1 where it has not fetched from this leader yet
     */
    public record Member(int nodeId, long brokerEpoch) {}
}
