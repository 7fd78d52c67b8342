package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells how far delivery has come, in short. */
public final class ReadShareGroupStateSummaryHandler
        implements RequestHandler<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryResponse> {

    private final ShareStateCoordinator coordinator;

    public ReadShareGroupStateSummaryHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE_SUMMARY;
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
    public CompletableFuture<ReadShareGroupStateSummaryResponse> handle(
            RequestContext context, ReadShareGroupStateSummaryRequest request) {
        return StateRequests.each(
                        partitions(request),
                        (topic, partition) -> coordinator
                                .summary(StateRequests.key(request.groupId(), topic, partition.partition()))
                                .thenApply(answer -> result(partition.partition(), answer)),
                        ReadShareGroupStateSummaryHandler::topic)
                .thenApply(results -> ReadShareGroupStateSummaryResponse.builder()
                        .results(results)
                        .build());
    }

    @Override
    public ReadShareGroupStateSummaryResponse refuse(
            ReadShareGroupStateSummaryRequest request, int version, ErrorCode error) {
        return ReadShareGroupStateSummaryResponse.builder()
                .results(partitions(request).entrySet().stream()
                        .map(topic -> topic(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(partition -> failed(partition.partition(), error, error.defaultMessage()))
                                        .toList()))
                        .toList())
                .build();
    }

    private static Map<Uuid, List<ReadShareGroupStateSummaryRequest.PartitionData>> partitions(
            ReadShareGroupStateSummaryRequest request) {
        return StateRequests.byTopic(
                request.groupId(),
                request.topics(),
                ReadShareGroupStateSummaryRequest.ReadStateSummaryData::topicId,
                ReadShareGroupStateSummaryRequest.ReadStateSummaryData::partitions);
    }

    private static ReadStateSummaryResult topic(Uuid topic, List<PartitionResult> partitions) {
        return ReadStateSummaryResult.builder()
                .topicId(topic)
                .partitions(partitions)
                .build();
    }

    private static PartitionResult result(int partition, StateAnswer answer) {
        if (answer.error().isError()) {
            return failed(partition, answer.error(), answer.message());
        }
        ShareState state = answer.state();
        return PartitionResult.builder()
                .partition(partition)
                .stateEpoch(state.epochs().state())
                .leaderEpoch(state.epochs().leader())
                .startOffset(state.startOffset())
                .deliveryCompleteCount(state.deliveryCompleteCount())
                .build();
    }

    private static PartitionResult failed(int partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition)
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
