package io.weir.metadata.image;

/**
 * Who leads a partition, and since when.
 *
 * @param leader         node id of the leader, or {@link #NO_LEADER}
 * @param leaderEpoch    grows with every leader, and with every restart of one
 * @param partitionEpoch grows with every change of the partition
 * @param successors     who else may lead
 */
public record Leadership(int leader, int leaderEpoch, int partitionEpoch, Successors successors) {

    /** Stands for a leader where there is none. */
    public static final int NO_LEADER = -1;

    /** One where only in-sync replicas may lead. */
    public Leadership(int leader, int leaderEpoch, int partitionEpoch) {
        this(leader, leaderEpoch, partitionEpoch, Successors.NONE);
    }

    /** A new partition's first leader. */
    public static Leadership first(int leader) {
        return new Leadership(leader, 0, 0);
    }

    Leadership restarted() {
        return new Leadership(leader, leaderEpoch + 1, partitionEpoch + 1, successors);
    }

    /** The next decision about the partition. */
    Leadership next(int newLeader, boolean isNewEpoch) {
        return new Leadership(newLeader, isNewEpoch ? leaderEpoch + 1 : leaderEpoch, partitionEpoch + 1, successors);
    }

    Leadership with(Successors newSuccessors) {
        return newSuccessors.equals(successors)
                ? this
                : new Leadership(leader, leaderEpoch, partitionEpoch, newSuccessors);
    }
}
