package io.weir.broker.handlers.cluster;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FindCoordinatorRequest;
import io.weir.protocol.messages.FindCoordinatorResponse;
import io.weir.protocol.messages.FindCoordinatorResponse.Coordinator;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells which broker coordinates a group or a transactional id. Where Kafka answers COORDINATOR_NOT_AVAILABLE until the
 * internal topic is there, this creates it and then answers.
 */
public final class FindCoordinatorHandler implements RequestHandler<FindCoordinatorRequest, FindCoordinatorResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);
    private static final Access DESCRIBE_TRANSACTION = Access.of(Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID);
    private static final Access CLUSTER_ACTION = Access.of(Operation.CLUSTER_ACTION, ResourceType.CLUSTER);
    private static final int NO_PARTITION = -1;
    private static final int FIRST_VERSION_WITH_KEYS = 4;
    private static final byte GROUP = 0;
    private static final byte TRANSACTION = 1;
    private static final byte SHARE = 2;
    private static final int FIRST_VERSION_WITH_SHARE = 6;

    /** Where the keys of a type are coordinated, who may know, and what others are told. */
    private record Kind(String topic, ToIntFunction<String> partitionFor, Access access, ErrorCode refusal) {}

    private final Cluster cluster;
    private final Map<Byte, Kind> kinds;

    /** Finds the partitions of the internal topics that keep a key by the functions. */
    public FindCoordinatorHandler(
            Cluster cluster,
            ToIntFunction<String> partitionForGroup,
            ToIntFunction<String> partitionForTransaction,
            ToIntFunction<SharePartitionKey> partitionForShare) {
        this.cluster = cluster;
        this.kinds = Map.of(
                GROUP,
                new Kind(
                        InternalTopics.CONSUMER_OFFSETS,
                        partitionForGroup,
                        DESCRIBE_GROUP,
                        ErrorCode.GROUP_AUTHORIZATION_FAILED),
                TRANSACTION,
                new Kind(
                        InternalTopics.TRANSACTION_STATE,
                        partitionForTransaction,
                        DESCRIBE_TRANSACTION,
                        ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED),
                SHARE,
                new Kind(
                        InternalTopics.SHARE_GROUP_STATE,
                        key -> SharePartitionKey.parse(key)
                                .map(partitionForShare::applyAsInt)
                                .orElse(NO_PARTITION),
                        CLUSTER_ACTION,
                        ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.FIND_COORDINATOR;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP, DESCRIBE_TRANSACTION, CLUSTER_ACTION);
    }

    @Override
    public CompletableFuture<FindCoordinatorResponse> handle(RequestContext context, FindCoordinatorRequest request) {
        Kind kind = kinds.get(request.keyType());
        if (kind == null || cluster.image().topics().named(kind.topic()).isPresent()) {
            return CompletableFuture.completedFuture(answer(context, request));
        }
        return cluster.createTopics(List.of(kind.topic())).thenApply(_ -> answer(context, request));
    }

    @Override
    public FindCoordinatorResponse refuse(FindCoordinatorRequest request, int version, ErrorCode error) {
        return inForm(
                version,
                keys(request, version).stream()
                        .map(key -> failed(key, error, error.defaultMessage()))
                        .toList());
    }

    private FindCoordinatorResponse answer(RequestContext context, FindCoordinatorRequest request) {
        return inForm(
                context.version(),
                keys(request, context.version()).stream()
                        .map(key -> find(context, request.keyType(), key))
                        .toList());
    }

    private Coordinator find(RequestContext context, byte keyType, String key) {
        Kind kind = kinds.get(keyType);
        if (kind == null || (keyType == SHARE && context.version() < FIRST_VERSION_WITH_SHARE)) {
            return failed(
                    key,
                    ErrorCode.INVALID_REQUEST,
                    "coordinators of type " + keyType + " are not supported by version " + context.version()
                            + " of FindCoordinator: there are groups (type 0), transactions (type 1), and from version "
                            + FIRST_VERSION_WITH_SHARE + " on states of share groups (type 2)");
        }
        if (keyType == SHARE && SharePartitionKey.parse(key).isEmpty()) {
            return failed(key, ErrorCode.INVALID_REQUEST, "the key of a state is group:topicId:partition, not " + key);
        }
        if (!context.permits(kind.access(), keyType == SHARE ? ResourceType.CLUSTER_NAME : key)) {
            return failed(key, kind.refusal(), kind.refusal().defaultMessage());
        }
        BrokerImage leader =
                leader(cluster.image(), kind.topic(), kind.partitionFor().applyAsInt(key));
        BrokerEndpoint endpoint = leader == null
                ? null
                : leader.endpoint(context.peer().listener()).orElse(null);
        if (leader == null || endpoint == null) {
            return failed(
                    key, ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_NOT_AVAILABLE.defaultMessage());
        }
        return Coordinator.builder()
                .key(key)
                .nodeId(leader.nodeId())
                .host(endpoint.host())
                .port(endpoint.port())
                .build();
    }

    private static @Nullable BrokerImage leader(MetadataImage image, String topic, int partition) {
        return image.topics()
                .partition(topic, partition)
                .map(PartitionImage::leader)
                .flatMap(image.cluster()::broker)
                .filter(broker -> !broker.fenced())
                .orElse(null);
    }

    private static List<String> keys(FindCoordinatorRequest request, int version) {
        return version >= FIRST_VERSION_WITH_KEYS ? request.coordinatorKeys() : List.of(request.key());
    }

    private static FindCoordinatorResponse inForm(int version, List<Coordinator> coordinators) {
        if (version >= FIRST_VERSION_WITH_KEYS) {
            return FindCoordinatorResponse.builder().coordinators(coordinators).build();
        }
        Coordinator only = coordinators.getFirst();
        return FindCoordinatorResponse.builder()
                .errorCode(only.errorCode())
                .errorMessage(only.errorMessage())
                .nodeId(only.nodeId())
                .host(only.host())
                .port(only.port())
                .build();
    }

    private static Coordinator failed(String key, ErrorCode error, String message) {
        return Coordinator.builder()
                .key(key)
                .nodeId(-1)
                .host("")
                .port(-1)
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
