package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
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
import java.util.concurrent.CompletableFuture;

/** Forgets states of delivery. */
public final class DeleteShareGroupStateHandler
        extends StateRequestHandler<
                DeleteShareGroupStateRequest,
                DeleteShareGroupStateResponse,
                DeleteShareGroupStateRequest.PartitionData,
                PartitionResult,
                DeleteStateResult> {

    private final ShareStateCoordinator coordinator;

    public DeleteShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_SHARE_GROUP_STATE;
    }

    @Override
    CompletableFuture<PartitionResult> answer(
            DeleteShareGroupStateRequest request, Uuid topic, DeleteShareGroupStateRequest.PartitionData partition) {
        return coordinator
                .delete(new SharePartitionKey(request.groupId(), topic, partition.partition()))
                .thenApply(error -> result(partition, error));
    }

    @Override
    Map<Uuid, List<DeleteShareGroupStateRequest.PartitionData>> partitions(DeleteShareGroupStateRequest request) {
        return byTopic(
                request.groupId(),
                request.topics(),
                DeleteShareGroupStateRequest.DeleteStateData::topicId,
                DeleteShareGroupStateRequest.DeleteStateData::partitions);
    }

    @Override
    DeleteStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return DeleteStateResult.builder().topicId(topic).partitions(partitions).build();
    }

    @Override
    DeleteShareGroupStateResponse response(List<DeleteStateResult> topics) {
        return DeleteShareGroupStateResponse.builder().results(topics).build();
    }

    private PartitionResult result(DeleteShareGroupStateRequest.PartitionData partition, ErrorCode error) {
        return error.isError()
                ? failed(partition, error, error.defaultMessage())
                : PartitionResult.builder().partition(partition.partition()).build();
    }

    @Override
    PartitionResult failed(DeleteShareGroupStateRequest.PartitionData partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition.partition())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
