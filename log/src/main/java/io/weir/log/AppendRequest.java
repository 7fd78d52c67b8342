package io.weir.log;

import io.weir.log.append.Scrutiny;
import io.weir.log.producer.AppendOrigin;
import io.weir.log.producer.TransactionProof;

/**
 * How batches are to be appended.
 *
 * @param leaderEpoch stamped on the batches; for {@link AppendOrigin#REPLICATION} the follower's epoch
 * @param transactionVersion how strictly a transaction marker is checked: 0 and 1 as before KIP-890, 2 after it
 * @param proof that the transaction coordinator knows of the transaction the batch begins, if it begins one
 * @param scrutiny how much of a client's batch is looked at
 */
public record AppendRequest(
        AppendOrigin origin, int leaderEpoch, int transactionVersion, TransactionProof proof, Scrutiny scrutiny) {

    /** One batch of a produce request. */
    public static AppendRequest fromClient(int leaderEpoch) {
        return fromClient(leaderEpoch, TransactionProof.NOT_NEEDED, Scrutiny.RECORDS);
    }

    /** One batch of a produce request; if it begins a transaction in this log, it needs the proof. */
    public static AppendRequest fromClient(int leaderEpoch, TransactionProof proof, Scrutiny scrutiny) {
        return new AppendRequest(AppendOrigin.CLIENT, leaderEpoch, 0, proof, scrutiny);
    }

    /** Batches of one of this broker's coordinators. */
    public static AppendRequest fromCoordinator(int leaderEpoch) {
        return transactionMarker(leaderEpoch, 0);
    }

    /** The marker that ends a transaction. */
    public static AppendRequest transactionMarker(int leaderEpoch, int transactionVersion) {
        return new AppendRequest(
                AppendOrigin.COORDINATOR,
                leaderEpoch,
                transactionVersion,
                TransactionProof.NOT_NEEDED,
                Scrutiny.HEADER);
    }

    /** Batches of a leader's log, with their offsets and epochs. */
    public static AppendRequest replicated(int followerEpoch) {
        return new AppendRequest(
                AppendOrigin.REPLICATION, followerEpoch, 0, TransactionProof.NOT_NEEDED, Scrutiny.HEADER);
    }
}
