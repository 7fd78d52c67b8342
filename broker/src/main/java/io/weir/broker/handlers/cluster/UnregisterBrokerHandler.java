package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.UnregisterBroker;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.UnregisterBrokerRequest;
import io.weir.protocol.messages.UnregisterBrokerResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Forgets a broker that is gone for good, whatever replicas it had; one that lives registers again. Its node, if it has no vote, is
 * not waited for with metadata any more: first, so that where it fails it can be asked for again.
 */
public final class UnregisterBrokerHandler
        implements RequestHandler<UnregisterBrokerRequest, UnregisterBrokerResponse> {

    private final Cluster cluster;

    public UnregisterBrokerHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.UNREGISTER_BROKER;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<UnregisterBrokerResponse> handle(RequestContext context, UnregisterBrokerRequest request) {
        int nodeId = request.brokerId();
        if (cluster.image().cluster().broker(nodeId).isEmpty()) {
            return forget(nodeId);
        }
        return cluster.quorum()
                .release(nodeId)
                .thenCompose(released ->
                        released.isError() ? CompletableFuture.completedFuture(answer(released)) : forget(nodeId));
    }

    private CompletableFuture<UnregisterBrokerResponse> forget(int nodeId) {
        return cluster.submit(new UnregisterBroker(nodeId)).thenApply(UnregisterBrokerHandler::answer);
    }

    @Override
    public UnregisterBrokerResponse refuse(UnregisterBrokerRequest request, int version, ErrorCode error) {
        return answer(ApiError.of(error));
    }

    private static UnregisterBrokerResponse answer(ApiError error) {
        return UnregisterBrokerResponse.builder()
                .errorCode(error.code().code())
                .errorMessage(error.message())
                .build();
    }
}
