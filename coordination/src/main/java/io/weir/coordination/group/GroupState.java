package io.weir.coordination.group;

/** The states of a classic group, with the names clients see. */
enum GroupState {
    /** No members; offsets may be there. */
    EMPTY("Empty"),
    /** Waiting for all members to join again. */
    PREPARING_REBALANCE("PreparingRebalance"),
    /** A generation is formed; waiting for its leader to assign. */
    COMPLETING_REBALANCE("CompletingRebalance"),
    /** Every member has an assignment. */
    STABLE("Stable"),
    /** There is no such group; only ever shown, never held. */
    DEAD("Dead");

    private final String shownName;

    GroupState(String shownName) {
        this.shownName = shownName;
    }

    String shownName() {
        return shownName;
    }

    /** Whether a rebalance can begin here. */
    boolean canRebalance() {
        return this == EMPTY || this == COMPLETING_REBALANCE || this == STABLE;
    }

    boolean canFollow(GroupState previous) {
        return switch (this) {
            case EMPTY, COMPLETING_REBALANCE -> previous == PREPARING_REBALANCE;
            case PREPARING_REBALANCE -> previous.canRebalance();
            case STABLE -> previous == COMPLETING_REBALANCE;
            case DEAD -> false;
        };
    }
}
