package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.log.error.LogException;
import io.weir.log.store.LogStore;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteRecordsRequest;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.protocol.messages.DeleteRecordsResponse;
import io.weir.protocol.messages.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import io.weir.protocol.messages.DeleteRecordsResponse.DeleteRecordsTopicResult;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Moves the beginning of partitions forward: what lies before it can no longer be read, and its space is freed. */
public final class DeleteRecordsHandler implements RequestHandler<DeleteRecordsRequest, DeleteRecordsResponse> {

    private static final Access DELETE_TOPIC = Access.of(Operation.DELETE, ResourceType.TOPIC);

    private final Partitions partitions;
    private final LogStore logs;

    public DeleteRecordsHandler(Partitions partitions, LogStore logs) {
        this.partitions = partitions;
        this.logs = logs;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_RECORDS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DELETE_TOPIC);
    }

    @Override
    public CompletableFuture<DeleteRecordsResponse> handle(RequestContext context, DeleteRecordsRequest request) {
        DeleteRecordsResponse response =
                answer(request, topic -> partition -> delete(context, topic.name(), partition));
        // What was confirmed as deleted must not come back with a crash.
        return CompletableFuture.completedFuture(logs.checkpoint() ? response : notWrittenDown(response));
    }

    @Override
    public DeleteRecordsResponse refuse(DeleteRecordsRequest request, int version, ErrorCode error) {
        return answer(request, _ -> partition -> failed(partition, error));
    }

    private DeleteRecordsPartitionResult delete(RequestContext context, String topic, DeleteRecordsPartition asked) {
        if (!context.permits(DELETE_TOPIC, topic)) {
            return failed(asked, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        }
        Partition partition = partitions.find(topic, asked.partitionIndex());
        if (partition == null) {
            return failed(asked, partitions.whyNotHere(topic, asked.partitionIndex()));
        }
        if (partition.isInternal()) {
            return failed(asked, ErrorCode.INVALID_TOPIC_EXCEPTION);
        }
        try {
            return DeleteRecordsPartitionResult.builder()
                    .partitionIndex(asked.partitionIndex())
                    .lowWatermark(partition.deleteRecordsBefore(asked.offset()))
                    .build();
        } catch (LogException e) {
            return failed(asked, e.errorCode());
        }
    }

    private static DeleteRecordsResponse answer(
            DeleteRecordsRequest request,
            Function<DeleteRecordsTopic, Function<DeleteRecordsPartition, DeleteRecordsPartitionResult>> delete) {
        return DeleteRecordsResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> DeleteRecordsTopicResult.builder()
                                .name(topic.name())
                                .partitions(topic.partitions().stream()
                                        .map(delete.apply(topic))
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static DeleteRecordsResponse notWrittenDown(DeleteRecordsResponse response) {
        return response.toBuilder()
                .topics(response.topics().stream()
                        .map(topic -> topic.toBuilder()
                                .partitions(topic.partitions().stream()
                                        .map(DeleteRecordsHandler::notWrittenDown)
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static DeleteRecordsPartitionResult notWrittenDown(DeleteRecordsPartitionResult result) {
        return result.errorCode() == ErrorCode.NONE.code()
                ? result.toBuilder()
                        .lowWatermark(-1)
                        .errorCode(ErrorCode.KAFKA_STORAGE_ERROR.code())
                        .build()
                : result;
    }

    private static DeleteRecordsPartitionResult failed(DeleteRecordsPartition asked, ErrorCode error) {
        return DeleteRecordsPartitionResult.builder()
                .partitionIndex(asked.partitionIndex())
                .lowWatermark(-1)
                .errorCode(error.code())
                .build();
    }
}
