package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.log.error.LogException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.protocol.messages.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.weir.protocol.messages.OffsetForLeaderEpochResponse;
import io.weir.protocol.messages.OffsetForLeaderEpochResponse.EpochEndOffset;
import io.weir.protocol.messages.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import io.weir.protocol.types.ErrorCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Tells where an epoch of a partition ended, so that a consumer finds out that what it read was lost (KIP-320). */
public final class OffsetForLeaderEpochHandler
        implements RequestHandler<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final Access CLUSTER_ACTION = Access.of(Operation.CLUSTER_ACTION, ResourceType.CLUSTER);

    private final Partitions partitions;

    public OffsetForLeaderEpochHandler(Partitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public boolean answersInTurn() {
        return true;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_TOPIC, CLUSTER_ACTION);
    }

    @Override
    public CompletableFuture<OffsetForLeaderEpochResponse> handle(
            RequestContext context, OffsetForLeaderEpochRequest request) {
        return CompletableFuture.completedFuture(
                answer(request, topic -> partition -> find(context, topic.topic(), partition)));
    }

    @Override
    public OffsetForLeaderEpochResponse refuse(OffsetForLeaderEpochRequest request, int version, ErrorCode error) {
        return answer(request, _ -> partition -> failed(partition, error));
    }

    private EpochEndOffset find(RequestContext context, String topic, OffsetForLeaderPartition asked) {
        if (!context.permitsOnCluster(Operation.CLUSTER_ACTION) && !context.permits(DESCRIBE_TOPIC, topic)) {
            return failed(asked, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        }
        Partition partition = partitions.find(topic, asked.partition());
        if (partition == null) {
            return failed(asked, partitions.whyNotHere(topic, asked.partition()));
        }
        ErrorCode epochError = partition.checkLeaderEpoch(asked.currentLeaderEpoch());
        if (epochError != ErrorCode.NONE) {
            return failed(asked, epochError);
        }
        try {
            io.weir.log.checkpoint.EpochEndOffset end = partition.endOffsetFor(asked.leaderEpoch());
            return EpochEndOffset.builder()
                    .partition(asked.partition())
                    .leaderEpoch(end.epoch())
                    .endOffset(end.endOffset())
                    .build();
        } catch (LogException e) {
            return failed(asked, e.errorCode());
        }
    }

    private static OffsetForLeaderEpochResponse answer(
            OffsetForLeaderEpochRequest request,
            Function<OffsetForLeaderTopic, Function<OffsetForLeaderPartition, EpochEndOffset>> find) {
        return OffsetForLeaderEpochResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> OffsetForLeaderTopicResult.builder()
                                .topic(topic.topic())
                                .partitions(topic.partitions().stream()
                                        .map(find.apply(topic))
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static EpochEndOffset failed(OffsetForLeaderPartition asked, ErrorCode error) {
        return EpochEndOffset.builder()
                .partition(asked.partition())
                .errorCode(error.code())
                .build();
    }
}
