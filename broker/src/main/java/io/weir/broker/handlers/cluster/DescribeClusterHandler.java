package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeClusterRequest;
import io.weir.protocol.messages.DescribeClusterResponse;
import io.weir.protocol.messages.DescribeClusterResponse.DescribeClusterBroker;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Describes the cluster's brokers. Anyone may ask; only those who may describe the cluster learn its operations. */
public final class DescribeClusterHandler implements RequestHandler<DescribeClusterRequest, DescribeClusterResponse> {

    private static final Access DESCRIBE_CLUSTER = Access.of(Operation.DESCRIBE, ResourceType.CLUSTER);
    private static final byte BROKERS = 1;
    private static final byte CONTROLLERS = 2;

    private final Cluster cluster;

    public DescribeClusterHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CLUSTER;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_CLUSTER);
    }

    @Override
    public CompletableFuture<DescribeClusterResponse> handle(RequestContext context, DescribeClusterRequest request) {
        if (request.endpointType() != BROKERS) {
            ErrorCode error = request.endpointType() == CONTROLLERS
                    ? ErrorCode.MISMATCHED_ENDPOINT_TYPE
                    : ErrorCode.UNSUPPORTED_ENDPOINT_TYPE;
            return CompletableFuture.completedFuture(refuse(request, context.version(), error));
        }
        MetadataImage image = cluster.image();
        DescribeClusterResponse.Builder response = DescribeClusterResponse.builder()
                .clusterId(image.clusterId())
                .controllerId(cluster.controllerId())
                .brokers(brokers(context, request, image));
        if (request.includeClusterAuthorizedOperations()) {
            response.clusterAuthorizedOperations(
                    context.permitsOnCluster(Operation.DESCRIBE)
                            ? context.authorizedOperations(ResourceType.CLUSTER, ResourceType.CLUSTER_NAME)
                            : 0);
        }
        return CompletableFuture.completedFuture(response.build());
    }

    @Override
    public DescribeClusterResponse refuse(DescribeClusterRequest request, int version, ErrorCode error) {
        return DescribeClusterResponse.builder()
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .endpointType(request.endpointType())
                .build();
    }

    private static List<DescribeClusterBroker> brokers(
            RequestContext context, DescribeClusterRequest request, MetadataImage image) {
        Collection<BrokerImage> shown = request.includeFencedBrokers()
                ? image.cluster().brokers()
                : image.cluster().liveBrokers();
        List<DescribeClusterBroker> brokers = new ArrayList<>();
        shown.forEach(broker -> broker.endpoint(context.peer().listener())
                .ifPresent(endpoint -> brokers.add(DescribeClusterBroker.builder()
                        .brokerId(broker.nodeId())
                        .host(endpoint.host())
                        .port(endpoint.port())
                        .rack(broker.rack().orElse(null))
                        .isFenced(broker.fenced())
                        .build())));
        return brokers;
    }
}
