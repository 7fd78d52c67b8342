package io.weir.broker.handlers.transaction;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.log.error.LogException;
import io.weir.log.producer.ProducerState;
import io.weir.metadata.controller.TopicNames;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeProducersRequest;
import io.weir.protocol.messages.DescribeProducersRequest.TopicRequest;
import io.weir.protocol.messages.DescribeProducersResponse;
import io.weir.protocol.messages.DescribeProducersResponse.PartitionResponse;
import io.weir.protocol.messages.DescribeProducersResponse.TopicResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Tells which producers a partition knows, and which of them has a transaction open there since which offset. */
public final class DescribeProducersHandler
        implements RequestHandler<DescribeProducersRequest, DescribeProducersResponse> {

    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private final Partitions partitions;

    public DescribeProducersHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_PRODUCERS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_TOPIC);
    }

    @Override
    public CompletableFuture<DescribeProducersResponse> handle(
            RequestContext context, DescribeProducersRequest request) {
        return CompletableFuture.completedFuture(DescribeProducersResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> describe(context, topic))
                        .toList())
                .build());
    }

    @Override
    public DescribeProducersResponse refuse(DescribeProducersRequest request, int version, ErrorCode error) {
        return DescribeProducersResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> topic(topic, index -> failed(index, error)))
                        .toList())
                .build();
    }

    private TopicResponse describe(RequestContext context, TopicRequest topic) {
        if (TopicNames.problem(topic.name()).isPresent()) {
            return topic(topic, index -> failed(index, ErrorCode.INVALID_TOPIC_EXCEPTION));
        }
        if (!context.permits(READ_TOPIC, topic.name())) {
            return topic(topic, index -> failed(index, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        }
        return topic(topic, index -> describe(topic.name(), index));
    }

    private PartitionResponse describe(String topic, int index) {
        Partition partition = partitions.find(topic, index);
        if (partition == null) {
            return failed(index, partitions.whyNotHere(topic, index));
        }
        try {
            return PartitionResponse.builder()
                    .partitionIndex(index)
                    .activeProducers(partition.log().producers().stream()
                            .sorted(Comparator.comparingLong(ProducerState::producerId))
                            .map(producer -> described(partition, producer))
                            .toList())
                    .build();
        } catch (LogException e) {
            return failed(index, e.errorCode());
        }
    }

    private static DescribeProducersResponse.ProducerState described(Partition partition, ProducerState producer) {
        Optional<TransactionOrigin> origin = producer.hasOpenTransaction()
                ? partition.transactionOrigins().of(producer.producerId())
                : Optional.empty();
        return DescribeProducersResponse.ProducerState.builder()
                .producerId(producer.producerId())
                .producerEpoch(producer.epoch())
                .lastSequence(producer.lastSequence())
                .lastTimestamp(producer.lastTimestampMs())
                .coordinatorEpoch(producer.coordinatorEpoch())
                .currentTxnStartOffset(producer.transactionFirstOffset())
                .unknownTaggedFields(
                        origin.map(TransactionOrigin::toTaggedField).stream().toList())
                .build();
    }

    private static TopicResponse topic(TopicRequest topic, IntFunction<PartitionResponse> partitions) {
        return TopicResponse.builder()
                .name(topic.name())
                .partitions(
                        topic.partitionIndexes().stream().map(partitions::apply).toList())
                .build();
    }

    private static PartitionResponse failed(int index, ErrorCode error) {
        return PartitionResponse.builder()
                .partitionIndex(index)
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }
}
