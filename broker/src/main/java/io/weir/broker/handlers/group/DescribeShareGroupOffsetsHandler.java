package io.weir.broker.handlers.group;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.log.error.LogException;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestGroup;
import io.weir.protocol.messages.DescribeShareGroupOffsetsRequest.DescribeShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.DescribeShareGroupOffsetsResponse;
import io.weir.protocol.messages.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseGroup;
import io.weir.protocol.messages.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponsePartition;
import io.weir.protocol.messages.DescribeShareGroupOffsetsResponse.DescribeShareGroupOffsetsResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells how far share groups have come, and how many records they have yet to be done with (KIP-1226). */
public final class DescribeShareGroupOffsetsHandler
        implements RequestHandler<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsResponse> {

    private static final Access DESCRIBE_GROUP = Access.of(Operation.DESCRIBE, ResourceType.GROUP);
    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);
    private static final long NOT_KNOWN = -1;

    private final GroupCoordinator groups;
    private final ShareStateKeeper states;
    private final Partitions partitions;

    public DescribeShareGroupOffsetsHandler(GroupCoordinator groups, ShareStateKeeper states, Partitions partitions) {
        this.groups = groups;
        this.states = states;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_SHARE_GROUP_OFFSETS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<DescribeShareGroupOffsetsResponse> handle(
            RequestContext context, DescribeShareGroupOffsetsRequest request) {
        return all(request.groups().stream()
                        .map(group -> describe(context, group))
                        .toList())
                .thenApply(described -> DescribeShareGroupOffsetsResponse.builder()
                        .groups(described)
                        .build());
    }

    @Override
    public DescribeShareGroupOffsetsResponse refuse(
            DescribeShareGroupOffsetsRequest request, int version, ErrorCode error) {
        return DescribeShareGroupOffsetsResponse.builder()
                .groups(request.groups().stream()
                        .map(group -> failed(group.groupId(), error))
                        .toList())
                .build();
    }

    private CompletableFuture<DescribeShareGroupOffsetsResponseGroup> describe(
            RequestContext context, DescribeShareGroupOffsetsRequestGroup group) {
        String groupId = group.groupId();
        if (!context.permits(DESCRIBE_GROUP, groupId)) {
            return CompletableFuture.completedFuture(failed(groupId, ErrorCode.GROUP_AUTHORIZATION_FAILED));
        }
        List<DescribeShareGroupOffsetsRequestTopic> asked = group.topics();
        CompletableFuture<List<DescribeShareGroupOffsetsResponseTopic>> topics = asked == null
                ? groups.shareGroupStates(groupId)
                        .thenCompose(known -> all(known.entrySet().stream()
                                .flatMap(topic -> Optional.ofNullable(partitions.topicName(topic.getKey()))
                                        .filter(name -> context.permits(DESCRIBE_TOPIC, name))
                                        .map(name -> describe(groupId, topic.getKey(), name, topic.getValue()))
                                        .stream())
                                .toList()))
                : all(asked.stream()
                        .map(topic -> describe(context, groupId, topic))
                        .toList());
        return topics.thenApply(described -> DescribeShareGroupOffsetsResponseGroup.builder()
                .groupId(groupId)
                .topics(described)
                .build());
    }

    private CompletableFuture<DescribeShareGroupOffsetsResponseTopic> describe(
            RequestContext context, String groupId, DescribeShareGroupOffsetsRequestTopic topic) {
        if (!context.permits(DESCRIBE_TOPIC, topic.topicName())) {
            return CompletableFuture.completedFuture(nothing(topic, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        }
        Optional<Uuid> id = partitions.topicId(topic.topicName());
        return id.isEmpty()
                ? CompletableFuture.completedFuture(nothing(topic, ErrorCode.NONE))
                : describe(groupId, id.get(), topic.topicName(), topic.partitions());
    }

    private CompletableFuture<DescribeShareGroupOffsetsResponseTopic> describe(
            String groupId, Uuid id, String name, Collection<Integer> indexes) {
        return all(indexes.stream()
                        .map(index -> states.summary(new SharePartitionKey(groupId, id, index))
                                .thenApply(answer -> describe(name, index, answer)))
                        .toList())
                .thenApply(described -> DescribeShareGroupOffsetsResponseTopic.builder()
                        .topicName(name)
                        .topicId(id)
                        .partitions(described)
                        .build());
    }

    private DescribeShareGroupOffsetsResponsePartition describe(String topic, int index, StateAnswer answer) {
        DescribeShareGroupOffsetsResponsePartition.Builder described =
                DescribeShareGroupOffsetsResponsePartition.builder().partitionIndex(index);
        ShareState state = answer.state();
        if (answer.error().isError() || state.startOffset() == ShareState.NOT_KNOWN) {
            return described.startOffset(NOT_KNOWN).lag(NOT_KNOWN).build();
        }
        described
                .startOffset(state.startOffset())
                .leaderEpoch(state.epochs().leader())
                .lag(NOT_KNOWN);
        @Nullable Partition partition = partitions.find(topic, index);
        if (partition == null || state.deliveryCompleteCount() < 0) {
            return described.build();
        }
        try {
            long end = partition.highWatermark().offset();
            return described
                    .lag(end - state.startOffset() - state.deliveryCompleteCount())
                    .build();
        } catch (LogException e) {
            return described
                    .errorCode(e.errorCode().code())
                    .errorMessage(e.errorCode().defaultMessage())
                    .build();
        }
    }

    private static DescribeShareGroupOffsetsResponseTopic nothing(
            DescribeShareGroupOffsetsRequestTopic topic, ErrorCode error) {
        return DescribeShareGroupOffsetsResponseTopic.builder()
                .topicName(topic.topicName())
                .topicId(Uuid.ZERO)
                .partitions(topic.partitions().stream()
                        .map(index -> DescribeShareGroupOffsetsResponsePartition.builder()
                                .partitionIndex(index)
                                .startOffset(NOT_KNOWN)
                                .lag(NOT_KNOWN)
                                .errorCode(error.code())
                                .errorMessage(error.isError() ? error.defaultMessage() : null)
                                .build())
                        .toList())
                .build();
    }

    private static DescribeShareGroupOffsetsResponseGroup failed(String groupId, ErrorCode error) {
        return DescribeShareGroupOffsetsResponseGroup.builder()
                .groupId(groupId)
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> {
                    List<T> all = new ArrayList<>();
                    futures.forEach(future -> all.add(future.join()));
                    return all;
                });
    }
}
