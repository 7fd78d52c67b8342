package io.weir.log;

import io.weir.log.producer.AppendOrigin;

/**
 * How batches are to be appended.
 *
 * @param leaderEpoch stamped on the batches; for {@link AppendOrigin#REPLICATION} the follower's epoch
 * @param transactionVersion how strictly a transaction marker is checked: 0 and 1 as before KIP-890, 2 after it
 */
public record AppendRequest(AppendOrigin origin, int leaderEpoch, int transactionVersion) {

    /** One batch of a produce request. */
    public static AppendRequest fromClient(int leaderEpoch) {
        return new AppendRequest(AppendOrigin.CLIENT, leaderEpoch, 0);
    }

    /** Batches of one of this broker's coordinators. */
    public static AppendRequest fromCoordinator(int leaderEpoch) {
        return new AppendRequest(AppendOrigin.COORDINATOR, leaderEpoch, 0);
    }

    /** The marker that ends a transaction. */
    public static AppendRequest transactionMarker(int leaderEpoch, int transactionVersion) {
        return new AppendRequest(AppendOrigin.COORDINATOR, leaderEpoch, transactionVersion);
    }

    /** Batches of a leader's log, with their offsets and epochs. */
    public static AppendRequest replicated(int followerEpoch) {
        return new AppendRequest(AppendOrigin.REPLICATION, followerEpoch, 0);
    }
}
