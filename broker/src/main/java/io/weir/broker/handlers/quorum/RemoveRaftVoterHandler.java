package io.weir.broker.handlers.quorum;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.controller.ApiError;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.RemoveRaftVoterRequest;
import io.weir.protocol.messages.RemoveRaftVoterResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Takes the vote on the metadata of a node (KIP-853). Nodes are known by their ids; the id of a folder does not count. */
public final class RemoveRaftVoterHandler implements RequestHandler<RemoveRaftVoterRequest, RemoveRaftVoterResponse> {

    private final Cluster cluster;

    public RemoveRaftVoterHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.REMOVE_RAFT_VOTER;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<RemoveRaftVoterResponse> handle(RequestContext context, RemoveRaftVoterRequest request) {
        String clusterId = request.clusterId();
        if (clusterId != null && !clusterId.equals(cluster.image().clusterId())) {
            return CompletableFuture.completedFuture(answer(ApiError.of(ErrorCode.INCONSISTENT_CLUSTER_ID)));
        }
        return cluster.quorum().removeVoter(request.voterId()).thenApply(RemoveRaftVoterHandler::answer);
    }

    @Override
    public RemoveRaftVoterResponse refuse(RemoveRaftVoterRequest request, int version, ErrorCode error) {
        return answer(ApiError.of(error));
    }

    private static RemoveRaftVoterResponse answer(ApiError error) {
        return RemoveRaftVoterResponse.builder()
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .build();
    }
}
