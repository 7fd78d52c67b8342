package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateBatch;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ReadShareGroupStateRequest;
import io.weir.protocol.messages.ReadShareGroupStateResponse;
import io.weir.protocol.messages.ReadShareGroupStateResponse.PartitionResult;
import io.weir.protocol.messages.ReadShareGroupStateResponse.ReadStateResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Tells how far delivery has come, to who leads a partition. */
public final class ReadShareGroupStateHandler
        extends StateRequestHandler<
                ReadShareGroupStateRequest,
                ReadShareGroupStateResponse,
                ReadShareGroupStateRequest.PartitionData,
                PartitionResult,
                ReadStateResult> {

    private final ShareStateCoordinator coordinator;

    public ReadShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE;
    }

    @Override
    CompletableFuture<PartitionResult> answer(
            ReadShareGroupStateRequest request, Uuid topic, ReadShareGroupStateRequest.PartitionData partition) {
        return coordinator
                .read(new SharePartitionKey(request.groupId(), topic, partition.partition()), partition.leaderEpoch())
                .thenApply(answer -> result(partition, answer));
    }

    @Override
    Map<Uuid, List<ReadShareGroupStateRequest.PartitionData>> partitions(ReadShareGroupStateRequest request) {
        return byTopic(
                request.groupId(),
                request.topics(),
                ReadShareGroupStateRequest.ReadStateData::topicId,
                ReadShareGroupStateRequest.ReadStateData::partitions);
    }

    @Override
    ReadStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return ReadStateResult.builder().topicId(topic).partitions(partitions).build();
    }

    @Override
    ReadShareGroupStateResponse response(List<ReadStateResult> topics) {
        return ReadShareGroupStateResponse.builder().results(topics).build();
    }

    private PartitionResult result(ReadShareGroupStateRequest.PartitionData partition, StateAnswer answer) {
        if (answer.error().isError()) {
            return failed(partition, answer.error(), answer.message());
        }
        ShareState state = answer.state();
        return PartitionResult.builder()
                .partition(partition.partition())
                .stateEpoch(state.epochs().state())
                .startOffset(state.startOffset())
                .stateBatches(state.batches().stream()
                        .map(ReadShareGroupStateHandler::batch)
                        .toList())
                .build();
    }

    private static ReadShareGroupStateResponse.StateBatch batch(StateBatch batch) {
        return ReadShareGroupStateResponse.StateBatch.builder()
                .firstOffset(batch.firstOffset())
                .lastOffset(batch.lastOffset())
                .deliveryState(batch.state())
                .deliveryCount(batch.deliveryCount())
                .build();
    }

    @Override
    PartitionResult failed(ReadShareGroupStateRequest.PartitionData partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition.partition())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
