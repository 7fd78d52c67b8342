package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.MarkerWriter;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionMarkers;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.WriteTxnMarkersRequest;
import io.weir.protocol.messages.WriteTxnMarkersRequest.WritableTxnMarker;
import io.weir.protocol.messages.WriteTxnMarkersResponse;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerResult;
import io.weir.protocol.messages.WriteTxnMarkersResponse.WritableTxnMarkerTopicResult;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the ends of transactions into partitions, for other brokers, and for an administrator who ends a transaction
 * that hangs. Who asks answers for it: the coordinator of the transaction is not asked.
 */
public final class WriteTxnMarkersHandler implements RequestHandler<WriteTxnMarkersRequest, WriteTxnMarkersResponse> {

    private static final Access ALTER = Access.of(Operation.ALTER, ResourceType.CLUSTER);
    private static final Access CLUSTER_ACTION = Access.of(Operation.CLUSTER_ACTION, ResourceType.CLUSTER);

    private final MarkerWriter markers;

    public WriteTxnMarkersHandler(MarkerWriter markers) {
        this.markers = markers;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.WRITE_TXN_MARKERS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(ALTER, CLUSTER_ACTION);
    }

    @Override
    public CompletableFuture<WriteTxnMarkersResponse> handle(RequestContext context, WriteTxnMarkersRequest request) {
        if (!context.permitsOnCluster(Operation.ALTER) && !context.permitsOnCluster(Operation.CLUSTER_ACTION)) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
        }
        return KeyedShards.all(request.markers().stream().map(this::write).toList())
                .thenApply(results ->
                        WriteTxnMarkersResponse.builder().markers(results).build());
    }

    @Override
    public WriteTxnMarkersResponse refuse(WriteTxnMarkersRequest request, int version, ErrorCode error) {
        return WriteTxnMarkersResponse.builder()
                .markers(request.markers().stream()
                        .map(marker -> result(marker, _ -> error))
                        .toList())
                .build();
    }

    private CompletableFuture<WritableTxnMarkerResult> write(WritableTxnMarker marker) {
        TransactionEnd end = new TransactionEnd(
                new TransactionalProducer(marker.producerId(), marker.producerEpoch()),
                new EndTxnMarker(marker.transactionResult(), marker.coordinatorEpoch()),
                marker.transactionVersion());
        Set<TopicPartition> places = marker.topics().stream()
                .flatMap(topic ->
                        topic.partitionIndexes().stream().map(index -> new TopicPartition(topic.name(), index)))
                .collect(Collectors.toSet());
        return markers.write(new TransactionMarkers(end, places))
                .thenApply(outcomes ->
                        result(marker, place -> outcomes.getOrDefault(place, ErrorCode.UNKNOWN_SERVER_ERROR)));
    }

    private static WritableTxnMarkerResult result(
            WritableTxnMarker marker, Function<TopicPartition, ErrorCode> errors) {
        return WritableTxnMarkerResult.builder()
                .producerId(marker.producerId())
                .topics(marker.topics().stream()
                        .map(topic -> WritableTxnMarkerTopicResult.builder()
                                .name(topic.name())
                                .partitions(topic.partitionIndexes().stream()
                                        .map(index -> WritableTxnMarkerPartitionResult.builder()
                                                .partitionIndex(index)
                                                .errorCode(errors.apply(new TopicPartition(topic.name(), index))
                                                        .code())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }
}
