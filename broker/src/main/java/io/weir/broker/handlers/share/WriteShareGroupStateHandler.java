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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes down how far delivery has come. */
public final class WriteShareGroupStateHandler
        implements RequestHandler<WriteShareGroupStateRequest, WriteShareGroupStateResponse> {

    private final ShareStateCoordinator coordinator;

    public WriteShareGroupStateHandler(ShareStateCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.WRITE_SHARE_GROUP_STATE;
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
    public CompletableFuture<WriteShareGroupStateResponse> handle(
            RequestContext context, WriteShareGroupStateRequest request) {
        return StateRequests.each(
                        partitions(request),
                        (topic, partition) -> coordinator
                                .write(
                                        StateRequests.key(request.groupId(), topic, partition.partition()),
                                        write(partition))
                                .thenApply(answer -> result(partition.partition(), answer)),
                        WriteShareGroupStateHandler::topic)
                .thenApply(results ->
                        WriteShareGroupStateResponse.builder().results(results).build());
    }

    @Override
    public WriteShareGroupStateResponse refuse(WriteShareGroupStateRequest request, int version, ErrorCode error) {
        return WriteShareGroupStateResponse.builder()
                .results(partitions(request).entrySet().stream()
                        .map(topic -> topic(
                                topic.getKey(),
                                topic.getValue().stream()
                                        .map(partition -> failed(partition.partition(), error, error.defaultMessage()))
                                        .toList()))
                        .toList())
                .build();
    }

    private static Map<Uuid, List<WriteShareGroupStateRequest.PartitionData>> partitions(
            WriteShareGroupStateRequest request) {
        return StateRequests.byTopic(
                request.groupId(),
                request.topics(),
                WriteShareGroupStateRequest.WriteStateData::topicId,
                WriteShareGroupStateRequest.WriteStateData::partitions);
    }

    private static WriteStateResult topic(Uuid topic, List<PartitionResult> partitions) {
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

    private static PartitionResult result(int partition, StateAnswer answer) {
        return answer.error().isError()
                ? failed(partition, answer.error(), answer.message())
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
