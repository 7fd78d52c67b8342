package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteShareGroupStateRequest;
import io.weir.protocol.messages.DeleteShareGroupStateResponse;
import io.weir.protocol.messages.DeleteShareGroupStateResponse.DeleteStateResult;
import io.weir.protocol.messages.DeleteShareGroupStateResponse.PartitionResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Forgets states of delivery. */
public final class DeleteShareGroupStateHandler
        implements RequestHandler<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse> {

    private final ShareStateCoordinator coordinator;

    public DeleteShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_SHARE_GROUP_STATE;
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
    public CompletableFuture<DeleteShareGroupStateResponse> handle(
            RequestContext context, DeleteShareGroupStateRequest request) {
        return StateRequests.each(
                        partitions(request),
                        (topic, partition) -> coordinator
                                .delete(StateRequests.key(request.groupId(), topic, partition.partition()))
                                .thenApply(error -> result(partition.partition(), error)),
                        DeleteShareGroupStateHandler::topic)
                .thenApply(results ->
                        DeleteShareGroupStateResponse.builder().results(results).build());
    }

    @Override
    public DeleteShareGroupStateResponse refuse(DeleteShareGroupStateRequest request, int version, ErrorCode error) {
        return DeleteShareGroupStateResponse.builder()
                .results(partitions(request).entrySet().stream()
                        .map(topic -> topic(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(partition -> failed(partition.partition(), error, error.defaultMessage()))
                                        .toList()))
                        .toList())
                .build();
    }

    private static Map<Uuid, List<DeleteShareGroupStateRequest.PartitionData>> partitions(
            DeleteShareGroupStateRequest request) {
        return StateRequests.byTopic(
                request.groupId(),
                request.topics(),
                DeleteShareGroupStateRequest.DeleteStateData::topicId,
                DeleteShareGroupStateRequest.DeleteStateData::partitions);
    }

    private static DeleteStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return DeleteStateResult.builder().topicId(topic).partitions(partitions).build();
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
