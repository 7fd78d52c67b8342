package io.weir.replication.leader;

/** Who may be in sync: a broker that is fenced, or has registered anew since it fetched, may not (KIP-841, KIP-903). */
@FunctionalInterface
public interface Eligibility {

    /** Whether this broker lives, and is registered with this epoch. */
    boolean isEligible(int nodeId, long brokerEpoch);
}
