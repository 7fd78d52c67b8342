package io.weir.broker.cluster;

import io.weir.metadata.controller.ApiError;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** The nodes that keep the metadata, and who of them has a say. */
public interface Quorum {

    /** They as their leader sees them. */
    CompletableFuture<View> view();

    /** Gives a node a say; it is taken in at this address (host:port, of its internal listener) where it is not yet. */
    CompletableFuture<ApiError> addVoter(int nodeId, String address);

    /** Takes the say of a node; one that does not live is left out altogether. */
    CompletableFuture<ApiError> removeVoter(int nodeId);

    /** Leaves a node out that has no say and whose broker is gone for good; nothing is done for one that lives or votes. */
    CompletableFuture<ApiError> release(int nodeId);

    /**
     * The group at one moment.
     *
     * @param highWatermark the first offset that is not committed
     */
    record View(int leader, int epoch, long highWatermark, List<Replica> replicas) {}

    /**
     * One node.
     *
     * @param address  as host:port; empty for a node that is alone
     * @param logEnd   the first offset it does not have; -1 where that is not known
     * @param silentMs since it was last heard
     */
    record Replica(int nodeId, boolean votes, String address, long logEnd, long silentMs) {}

    /** That of a node that is alone. */
    static Quorum alone(int nodeId, LongSupplier offset) {
        return new Quorum() {
            @Override
            public CompletableFuture<View> view() {
                long end = offset.getAsLong() + 1;
                return CompletableFuture.completedFuture(
                        new View(nodeId, 0, end, List.of(new Replica(nodeId, true, "", end, 0))));
            }

            @Override
            public CompletableFuture<ApiError> addVoter(int id, String address) {
                return refused();
            }

            @Override
            public CompletableFuture<ApiError> removeVoter(int id) {
                return refused();
            }

            @Override
            public CompletableFuture<ApiError> release(int id) {
                return CompletableFuture.completedFuture(ApiError.NONE);
            }

            private CompletableFuture<ApiError> refused() {
                return CompletableFuture.completedFuture(new ApiError(
                        ErrorCode.UNSUPPORTED_VERSION,
                        "This broker is alone: start it with a listener that controller.listener.names names first"));
            }
        };
    }
}
