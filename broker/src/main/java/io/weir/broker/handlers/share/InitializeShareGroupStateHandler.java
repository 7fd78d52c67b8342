package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
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
import java.util.concurrent.CompletableFuture;

/** Makes states of delivery: one broker asks the other for it, in the name of the group coordinator. */
public final class InitializeShareGroupStateHandler
        extends StateRequestHandler<
                InitializeShareGroupStateRequest,
                InitializeShareGroupStateResponse,
                InitializeShareGroupStateRequest.PartitionData,
                PartitionResult,
                InitializeStateResult> {

    private final ShareStateCoordinator coordinator;

    public InitializeShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.INITIALIZE_SHARE_GROUP_STATE;
    }

    @Override
    CompletableFuture<PartitionResult> answer(
            InitializeShareGroupStateRequest request,
            Uuid topic,
            InitializeShareGroupStateRequest.PartitionData partition) {
        return coordinator
                .initialize(
                        new SharePartitionKey(request.groupId(), topic, partition.partition()),
                        partition.stateEpoch(),
                        partition.startOffset())
                .thenApply(error -> result(partition, error));
    }

    @Override
    Map<Uuid, List<InitializeShareGroupStateRequest.PartitionData>> partitions(
            InitializeShareGroupStateRequest request) {
        return byTopic(
                request.groupId(),
                request.topics(),
                InitializeShareGroupStateRequest.InitializeStateData::topicId,
                InitializeShareGroupStateRequest.InitializeStateData::partitions);
    }

    @Override
    InitializeStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return InitializeStateResult.builder()
                .topicId(topic)
                .partitions(partitions)
                .build();
    }

    @Override
    InitializeShareGroupStateResponse response(List<InitializeStateResult> topics) {
        return InitializeShareGroupStateResponse.builder().results(topics).build();
    }

    private PartitionResult result(InitializeShareGroupStateRequest.PartitionData partition, ErrorCode error) {
        return error.isError()
                ? failed(partition, error, error.defaultMessage())
                : PartitionResult.builder().partition(partition.partition()).build();
    }

    @Override
    PartitionResult failed(InitializeShareGroupStateRequest.PartitionData partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition.partition())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
