package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.InitializeShareGroupStateRequest;
import io.weir.protocol.messages.InitializeShareGroupStateResponse;
import io.weir.protocol.messages.InitializeShareGroupStateResponse.InitializeStateResult;
import io.weir.protocol.messages.InitializeShareGroupStateResponse.PartitionResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Makes states of delivery: one broker asks the other for it, in the name of the group coordinator. */
public final class InitializeShareGroupStateHandler
        implements RequestHandler<InitializeShareGroupStateRequest, InitializeShareGroupStateResponse> {

    private final ShareStateCoordinator coordinator;

    public InitializeShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INITIALIZE_SHARE_GROUP_STATE;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(Access.of(Operation.CLUSTER_ACTION, ResourceType.CLUSTER));
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.CLUSTER_ACTION);
    }

    @Override
    public CompletableFuture<InitializeShareGroupStateResponse> handle(
            RequestContext context, InitializeShareGroupStateRequest request) {
        return StateRequests.each(
                        partitions(request),
                        (topic, partition) -> coordinator
                                .initialize(
                                        StateRequests.key(request.groupId(), topic, partition.partition()),
                                        partition.stateEpoch(),
                                        partition.startOffset())
                                .thenApply(error -> result(partition.partition(), error)),
                        InitializeShareGroupStateHandler::topic)
                .thenApply(results -> InitializeShareGroupStateResponse.builder()
                        .results(results)
                        .build());
    }

    @Override
    public InitializeShareGroupStateResponse refuse(
            InitializeShareGroupStateRequest request, int version, ErrorCode error) {
        return InitializeShareGroupStateResponse.builder()
                .results(partitions(request).entrySet().stream()
                        .map(topic -> topic(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(partition -> failed(partition.partition(), error, error.defaultMessage()))
                                        .toList()))
                        .toList())
                .build();
    }

    private static Map<Uuid, List<InitializeShareGroupStateRequest.PartitionData>> partitions(
            InitializeShareGroupStateRequest request) {
        return StateRequests.byTopic(
                request.groupId(),
                request.topics(),
                InitializeShareGroupStateRequest.InitializeStateData::topicId,
                InitializeShareGroupStateRequest.InitializeStateData::partitions);
    }

    private static InitializeStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return InitializeStateResult.builder()
                .topicId(topic)
                .partitions(partitions)
                .build();
    }

    private static PartitionResult result(int partition, ErrorCode error) {
        return error.isError()
                ? failed(partition, error, error.defaultMessage())
                : PartitionResult.builder().partition(partition).build();
    }

    private static PartitionResult failed(int partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition)
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
