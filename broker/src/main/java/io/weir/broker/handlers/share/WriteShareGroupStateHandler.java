package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateBatch;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.WriteShareGroupStateRequest;
import io.weir.protocol.messages.WriteShareGroupStateResponse;
import io.weir.protocol.messages.WriteShareGroupStateResponse.PartitionResult;
import io.weir.protocol.messages.WriteShareGroupStateResponse.WriteStateResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Writes down how far delivery has come. */
public final class WriteShareGroupStateHandler
        extends StateRequestHandler<
                WriteShareGroupStateRequest,
                WriteShareGroupStateResponse,
                WriteShareGroupStateRequest.PartitionData,
                PartitionResult,
                WriteStateResult> {

    private final ShareStateCoordinator coordinator;

    public WriteShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.WRITE_SHARE_GROUP_STATE;
    }

    @Override
    CompletableFuture<PartitionResult> answer(
            WriteShareGroupStateRequest request, Uuid topic, WriteShareGroupStateRequest.PartitionData partition) {
        return coordinator
                .write(new SharePartitionKey(request.groupId(), topic, partition.partition()), write(partition))
                .thenApply(answer -> result(partition, answer));
    }

    @Override
    Map<Uuid, List<WriteShareGroupStateRequest.PartitionData>> partitions(WriteShareGroupStateRequest request) {
        return byTopic(
                request.groupId(),
                request.topics(),
                WriteShareGroupStateRequest.WriteStateData::topicId,
                WriteShareGroupStateRequest.WriteStateData::partitions);
    }

    @Override
    WriteStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return WriteStateResult.builder().topicId(topic).partitions(partitions).build();
    }

    private static StateWrite write(WriteShareGroupStateRequest.PartitionData partition) {
        return new StateWrite(
                new ShareState.Epochs(partition.stateEpoch(), partition.leaderEpoch()),
                partition.startOffset(),
                partition.deliveryCompleteCount(),
                partition.stateBatches().stream()
                        .map(batch -> new StateBatch(
                                batch.firstOffset(), batch.lastOffset(), batch.deliveryState(), batch.deliveryCount()))
                        .toList());
    }

    @Override
    WriteShareGroupStateResponse response(List<WriteStateResult> topics) {
        return WriteShareGroupStateResponse.builder().results(topics).build();
    }

    private PartitionResult result(WriteShareGroupStateRequest.PartitionData partition, StateAnswer answer) {
        return answer.error().isError()
                ? failed(partition, answer.error(), answer.message())
                : PartitionResult.builder().partition(partition.partition()).build();
    }

    @Override
    PartitionResult failed(WriteShareGroupStateRequest.PartitionData partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition.partition())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
