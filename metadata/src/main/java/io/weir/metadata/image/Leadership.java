package io.weir.metadata.image;

/**
 * Who leads a partition, and since when.
 *
 * @param leader         node id of the leader, or {@link #NO_LEADER}
 * @param leaderEpoch    grows with every leader, and with every restart of one
 * @param partitionEpoch grows with every change of the partition
 */
public record Leadership(int leader, int leaderEpoch, int partitionEpoch) {

    /** Stands for a leader where there is none. */
    public static final int NO_LEADER = -1;

    /** A new partition's first leader. */
    public static Leadership first(int leader) {
        return new Leadership(leader, 0, 0);
    }

    Leadership restarted() {
        return new Leadership(leader, leaderEpoch + 1, partitionEpoch + 1);
    }
}
