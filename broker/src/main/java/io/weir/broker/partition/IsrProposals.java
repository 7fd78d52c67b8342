package io.weir.broker.partition;

import io.weir.replication.leader.IsrProposal;

/** The way to the controller for in-sync sets that leaders ask for. */
@FunctionalInterface
public interface IsrProposals {

    /**
     * Asks for it, until the controller has answered.
     *
     * @param ended is run when it is decided, either way, and this node's image has the outcome
     */
    void propose(PartitionId partition, IsrProposal proposal, Runnable ended);
}
