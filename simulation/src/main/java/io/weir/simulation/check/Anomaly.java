package io.weir.simulation.check;

/** Something in a history that must not be. */
public record Anomaly(Kind kind, String what) {

    /** Named as in the Kafka workload of Jepsen, where it has them. */
    public enum Kind {
        /** Acknowledged or committed, and not there. */
        LOST_WRITE,
        /** Read as committed, though its transaction was aborted (G1a), or never written at all. */
        ABORTED_READ,
        /** Of one transaction, a part counts and another part does not. */
        TORN_TRANSACTION,
        /** Written once and there twice, or copied more than once. */
        DUPLICATE,
        /** A reader went back. */
        NON_MONOTONIC_POLL,
        /** A reader went past a record. */
        SKIPPED_POLL,
        /** Two sends of one producer to one place are there in the other order. */
        NON_MONOTONIC_SEND,
        /** Two values at one offset. */
        INCONSISTENT_OFFSET,
        /** Read as committed before anybody asked for the commit. */
        PRECOMMITTED_READ,
        /** A group's offset that was committed does not count, or one that was aborted does. */
        WRONG_GROUP_OFFSET
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
