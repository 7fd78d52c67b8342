package io.weir.broker.partition;

import io.weir.log.error.AppendRejectedException;
import io.weir.replication.leader.Extent;
import io.weir.replication.leader.ReadCandidate;
import java.util.List;

/** Those who copy a partition that is led here. Nobody does where it has one replica, or is led elsewhere. */
public interface OtherReplicas {

    /**
     * To be called before an append that is to be acknowledged by all.
     *
     * @throws AppendRejectedException NOT_ENOUGH_REPLICAS when fewer than min.insync.replicas are in sync
     */
    void requireInSync();

    /** Whether a replica is in sync: of those elsewhere where it is led here, of all of them where it is not. */
    boolean isInSync(int nodeId);

    /** A follower says what it has. False where it follows nothing here, as far as this broker knows. */
    boolean fetched(int nodeId, long brokerEpoch, Extent has);

    /** Those that consumers may read from at this offset. */
    List<ReadCandidate> readableAt(long offset);

    /** Whether what clients are told of the partition's end may be older than what they were told before (KIP-207). */
    boolean mayLieBack();

    /** Nobody. */
    interface Nobody extends OtherReplicas {
        @Override
        default void requireInSync() {}

        @Override
        default boolean isInSync(int nodeId) {
            return false;
        }

        @Override
        default boolean fetched(int nodeId, long brokerEpoch, Extent has) {
            return false;
        }

        @Override
        default List<ReadCandidate> readableAt(long offset) {
            return List.of();
        }

        @Override
        default boolean mayLieBack() {
            return false;
        }
    }
}
