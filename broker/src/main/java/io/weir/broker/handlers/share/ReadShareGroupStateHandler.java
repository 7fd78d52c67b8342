package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells how far delivery has come, to who leads a partition. */
public final class ReadShareGroupStateHandler
        implements RequestHandler<ReadShareGroupStateRequest, ReadShareGroupStateResponse> {

    private final ShareStateCoordinator coordinator;

    public ReadShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.READ_SHARE_GROUP_STATE;
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
    public CompletableFuture<ReadShareGroupStateResponse> handle(
            RequestContext context, ReadShareGroupStateRequest request) {
        return StateRequests.each(
                        partitions(request),
                        (topic, partition) -> coordinator
                                .read(
                                        StateRequests.key(request.groupId(), topic, partition.partition()),
                                        partition.leaderEpoch())
                                .thenApply(answer -> result(partition.partition(), answer)),
                        ReadShareGroupStateHandler::topic)
                .thenApply(results ->
                        ReadShareGroupStateResponse.builder().results(results).build());
    }

    @Override
    public ReadShareGroupStateResponse refuse(ReadShareGroupStateRequest request, int version, ErrorCode error) {
        return ReadShareGroupStateResponse.builder()
                .results(partitions(request).entrySet().stream()
                        .map(topic -> topic(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(partition -> failed(partition.partition(), error, error.defaultMessage()))
                                        .toList()))
                        .toList())
                .build();
    }

    private static Map<Uuid, List<ReadShareGroupStateRequest.PartitionData>> partitions(
            ReadShareGroupStateRequest request) {
        return StateRequests.byTopic(
                request.groupId(),
                request.topics(),
                ReadShareGroupStateRequest.ReadStateData::topicId,
                ReadShareGroupStateRequest.ReadStateData::partitions);
    }

    private static ReadStateResult topic(Uuid topic, List<PartitionResult> partitions) {
        return ReadStateResult.builder().topicId(topic).partitions(partitions).build();
    }

    private static PartitionResult result(int partition, StateAnswer answer) {
        if (answer.error().isError()) {
            return failed(partition, answer.error(), answer.message());
        }
        ShareState state = answer.state();
        return PartitionResult.builder()
                .partition(partition)
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

    private static PartitionResult failed(int partition, ErrorCode error, String message) {
        return PartitionResult.builder()
                .partition(partition)
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }
}
