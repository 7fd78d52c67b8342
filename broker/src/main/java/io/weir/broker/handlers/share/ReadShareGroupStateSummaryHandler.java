package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ReadShareGroupStateSummaryRequest;
import io.weir.protocol.messages.ReadShareGroupStateSummaryResponse;
import io.weir.protocol.messages.ReadShareGroupStateSummaryResponse.PartitionResult;
import io.weir.protocol.messages.ReadShareGroupStateSummaryResponse.ReadStateSummaryResult;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Tells how far delivery has come, in short. */
public final class ReadShareGroupStateSummaryHandler
        extends StateRequestHandler<
                ReadShareGroupStateSummaryRequest,
                ReadShareGroupStateSummaryResponse,
                ReadShareGroupStateSummaryRequest.PartitionData,
                PartitionResult,
                ReadStateSummaryResult> {

    private final ShareStateCoordinator coordinator;

    public ReadShareGroupStateSummaryHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE_SUMMARY;
    }

    @Override
    CompletableFuture<PartitionResult> answer(
            ReadShareGroupStateSummaryRequest request,
            Uuid topic,
            ReadShareGroupStateSummaryRequest.PartitionData partition) {
        return coordinator
                .summary(new SharePartitionKey(request.groupId(), topic, partition.partition()))
                .thenApply(answer -> result(partition, answer));
    }

    @Override
    Map<Uuid, List<ReadShareGroupStateSummaryRequest.PartitionData>> partitions(
            ReadShareGroupStateSummaryRequest request) {
        return byTopic(
                request.groupId(),
                request.topics(),
                ReadShareGroupStateSummaryRequest.ReadStateSummaryData::topicId,
                ReadShareGroupStateSummaryRequest.ReadStateSummaryData::partitions);
    }

    @Override
    ReadStateSummaryResult topic(Uuid topic, List<PartitionResult> partitions) {
        return ReadStateSummaryResult.builder()
                .topicId(topic)
                .partitions(partitions)
                .build();
    }

    @Override
    ReadShareGroupStateSummaryResponse response(List<ReadStateSummaryResult> topics) {
        return ReadShareGroupStateSummaryResponse.builder().results(topics).build();
    }

    private PartitionResult result(ReadShareGroupStateSummaryRequest.PartitionData partition, StateAnswer answer) {
        if (answer.error().isError()) {
            return failed(partition, answer.error(), answer.message());
        }
        ShareState state = answer.state();
        return PartitionResult.builder()
                .partition(partition.partition())
                .stateEpoch(state.epochs().state())
                .leaderEpoch(state.epochs().leader())
                .startOffset(state.startOffset())
                .deliveryCompleteCount(state.deliveryCompleteCount())
                .build();
    }

    @Override
    PartitionResult failed(ReadShareGroupStateSummaryRequest.PartitionData partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition.partition())
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
