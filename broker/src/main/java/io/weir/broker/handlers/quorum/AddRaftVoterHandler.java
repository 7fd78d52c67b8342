package io.weir.broker.handlers.quorum;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.controller.ApiError;
import io.weir.protocol.messages.AddRaftVoterRequest;
import io.weir.protocol.messages.AddRaftVoterRequest.Listener;
import io.weir.protocol.messages.AddRaftVoterResponse;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Gives a node a vote on the metadata (KIP-853). Nodes are known by their ids; the id of a folder does not count. */
public final class AddRaftVoterHandler implements RequestHandler<AddRaftVoterRequest, AddRaftVoterResponse> {

    private final Cluster cluster;

    public AddRaftVoterHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_RAFT_VOTER;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<AddRaftVoterResponse> handle(RequestContext context, AddRaftVoterRequest request) {
        String clusterId = request.clusterId();
        if (clusterId != null && !clusterId.equals(cluster.image().clusterId())) {
            return CompletableFuture.completedFuture(answer(ApiError.of(ErrorCode.INCONSISTENT_CLUSTER_ID)));
        }
        if (request.voterId() < 0 || request.listeners().isEmpty()) {
            return CompletableFuture.completedFuture(
                            new ApiError(ErrorCode.INVALID_REQUEST, "A voter has a node id from 0 on, and a listener"))
                    .thenApply(AddRaftVoterHandler::answer);
        }
        Listener listener = request.listeners().getFirst();
        return cluster.quorum()
                .addVoter(request.voterId(), listener.host() + ":" + listener.port())
                .thenApply(AddRaftVoterHandler::answer);
    }

    @Override
    public AddRaftVoterResponse refuse(AddRaftVoterRequest request, int version, ErrorCode error) {
        return answer(ApiError.of(error));
    }

    private static AddRaftVoterResponse answer(ApiError error) {
        return AddRaftVoterResponse.builder()
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .build();
    }
}
