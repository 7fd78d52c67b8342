package io.weir.broker.handlers.transaction;

import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.runtime.KeyedShards;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.protocol.messages.AddPartitionsToTxnRequest;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import io.weir.protocol.messages.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import io.weir.protocol.messages.AddPartitionsToTxnResponse;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnResult;
import io.weir.protocol.messages.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes partitions part of a transaction: for a producer up to version 3, from version 4 on for brokers, several
 * transactions at once, or verifies that they are. One partition that cannot be added keeps all of its transaction out.
 */
public final class AddPartitionsToTxnHandler
        implements RequestHandler<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse> {

    private static final Access WRITE_TOPIC = Access.of(Operation.WRITE, ResourceType.TOPIC);
    private static final Access CLUSTER_ACTION = Access.of(Operation.CLUSTER_ACTION, ResourceType.CLUSTER);
    private static final int FIRST_VERSION_OF_BROKERS = 4;

    /** Brokers of this version ask on behalf of producers that have an epoch for each transaction. */
    private static final int FIRST_VERSION_WITH_EPOCHS = 5;

    private static final int WITH_EPOCHS = 2;

    private final TransactionCoordinator coordinator;
    private final Partitions partitions;

    public AddPartitionsToTxnHandler(TransactionCoordinator coordinator, Partitions partitions) {
        this.coordinator = coordinator;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_PARTITIONS_TO_TXN;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(TransactionAccess.WRITE, WRITE_TOPIC, CLUSTER_ACTION);
    }

    @Override
    public CompletableFuture<AddPartitionsToTxnResponse> handle(
            RequestContext context, AddPartitionsToTxnRequest request) {
        boolean isBroker = context.version() >= FIRST_VERSION_OF_BROKERS;
        if (isBroker && !context.permitsOnCluster(Operation.CLUSTER_ACTION)) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
        }
        List<CompletableFuture<AddPartitionsToTxnResult>> results = transactions(request, context.version()).stream()
                .map(transaction -> handle(context, transaction))
                .toList();
        return KeyedShards.all(results).thenApply(all -> inForm(all, context.version()));
    }

    @Override
    public AddPartitionsToTxnResponse refuse(AddPartitionsToTxnRequest request, int version, ErrorCode error) {
        if (version >= FIRST_VERSION_OF_BROKERS) {
            return AddPartitionsToTxnResponse.builder().errorCode(error.code()).build();
        }
        return inForm(
                transactions(request, version).stream()
                        .map(transaction -> result(transaction, _ -> error))
                        .toList(),
                version);
    }

    private CompletableFuture<AddPartitionsToTxnResult> handle(
            RequestContext context, AddPartitionsToTxnTransaction transaction) {
        boolean isBroker = context.version() >= FIRST_VERSION_OF_BROKERS;
        ErrorCode refusal =
                isBroker ? ErrorCode.NONE : TransactionAccess.refusal(context, transaction.transactionalId());
        if (refusal.isError()) {
            return CompletableFuture.completedFuture(result(transaction, _ -> refusal));
        }
        Map<TopicPartition, ErrorCode> refused = refused(context, transaction, isBroker);
        if (!refused.isEmpty()) {
            return CompletableFuture.completedFuture(
                    result(transaction, place -> refused.getOrDefault(place, ErrorCode.OPERATION_NOT_ATTEMPTED)));
        }
        Addition addition = new Addition(
                transaction.transactionalId(),
                new TransactionalProducer(transaction.producerId(), transaction.producerEpoch()),
                places(transaction),
                context.version() >= FIRST_VERSION_WITH_EPOCHS ? WITH_EPOCHS : 0);
        if (transaction.verifyOnly()) {
            return coordinator
                    .verifyPartitions(addition)
                    .thenApply(outcomes ->
                            result(transaction, place -> outcomes.getOrDefault(place, ErrorCode.UNKNOWN_SERVER_ERROR)));
        }
        return coordinator
                .addPartitions(addition)
                .thenApply(error -> TransactionAccess.told(error, context.version()))
                .thenApply(error -> result(transaction, _ -> error));
    }

    private Map<TopicPartition, ErrorCode> refused(
            RequestContext context, AddPartitionsToTxnTransaction transaction, boolean isBroker) {
        Map<TopicPartition, ErrorCode> refused = new LinkedHashMap<>();
        for (TopicPartition place : places(transaction)) {
            boolean isAllowed = isBroker
                    || (!InternalTopics.isInternal(place.topic()) && context.permits(WRITE_TOPIC, place.topic()));
            if (!isAllowed) {
                refused.put(place, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
            } else if (!partitions.exists(place.topic(), place.partition())) {
                refused.put(place, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            }
        }
        return refused;
    }

    private static Set<TopicPartition> places(AddPartitionsToTxnTransaction transaction) {
        return transaction.topics().stream()
                .flatMap(topic -> topic.partitions().stream().map(index -> new TopicPartition(topic.name(), index)))
                .collect(Collectors.toSet());
    }

    private static List<AddPartitionsToTxnTransaction> transactions(AddPartitionsToTxnRequest request, int version) {
        return version >= FIRST_VERSION_OF_BROKERS
                ? request.transactions()
                : List.of(AddPartitionsToTxnTransaction.builder()
                        .transactionalId(request.v3AndBelowTransactionalId())
                        .producerId(request.v3AndBelowProducerId())
                        .producerEpoch(request.v3AndBelowProducerEpoch())
                        .topics(request.v3AndBelowTopics())
                        .build());
    }

    private static AddPartitionsToTxnResult result(
            AddPartitionsToTxnTransaction transaction, Function<TopicPartition, ErrorCode> errors) {
        return AddPartitionsToTxnResult.builder()
                .transactionalId(transaction.transactionalId())
                .topicResults(transaction.topics().stream()
                        .map(topic -> result(topic, errors))
                        .toList())
                .build();
    }

    private static AddPartitionsToTxnTopicResult result(
            AddPartitionsToTxnTopic topic, Function<TopicPartition, ErrorCode> errors) {
        return AddPartitionsToTxnTopicResult.builder()
                .name(topic.name())
                .resultsByPartition(topic.partitions().stream()
                        .map(index -> AddPartitionsToTxnPartitionResult.builder()
                                .partitionIndex(index)
                                .partitionErrorCode(errors.apply(new TopicPartition(topic.name(), index))
                                        .code())
                                .build())
                        .toList())
                .build();
    }

    private static AddPartitionsToTxnResponse inForm(List<AddPartitionsToTxnResult> results, int version) {
        return version >= FIRST_VERSION_OF_BROKERS
                ? AddPartitionsToTxnResponse.builder()
                        .resultsByTransaction(results)
                        .build()
                : AddPartitionsToTxnResponse.builder()
                        .resultsByTopicV3AndBelow(results.getFirst().topicResults())
                        .build();
    }
}
