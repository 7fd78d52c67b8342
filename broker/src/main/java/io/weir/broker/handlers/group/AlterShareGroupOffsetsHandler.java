package io.weir.broker.handlers.group;

import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.AlteredOffsets;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestPartition;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest.AlterShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.AlterShareGroupOffsetsResponse;
import io.weir.protocol.messages.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponsePartition;
import io.weir.protocol.messages.AlterShareGroupOffsetsResponse.AlterShareGroupOffsetsResponseTopic;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Sets where a share group without members goes on. */
public final class AlterShareGroupOffsetsHandler
        extends SingleGroupHandler<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse> {

    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;
    private final Partitions partitions;

    public AlterShareGroupOffsetsHandler(GroupCoordinator coordinator, Partitions partitions) {
        this.coordinator = coordinator;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_SHARE_GROUP_OFFSETS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_GROUP, READ_TOPIC);
    }

    @Override
    String groupId(AlterShareGroupOffsetsRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<AlterShareGroupOffsetsResponse> ask(
            RequestContext context, AlterShareGroupOffsetsRequest request) {
        Map<String, ErrorCode> refused = new LinkedHashMap<>();
        List<AlterShareGroupOffsetsRequestTopic> allowed = new ArrayList<>();
        for (AlterShareGroupOffsetsRequestTopic topic : request.topics()) {
            if (!context.permits(READ_TOPIC, topic.topicName())) {
                refused.put(topic.topicName(), ErrorCode.TOPIC_AUTHORIZATION_FAILED);
            } else if (partitions.topicId(topic.topicName()).isEmpty()) {
                refused.put(topic.topicName(), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            } else {
                allowed.add(topic);
            }
        }
        return coordinator
                .alterShareGroupOffsets(request.toBuilder().topics(allowed).build())
                .thenApply(altered -> altered.error().isError()
                        ? refuse(request, context.version(), altered.error())
                        : AlterShareGroupOffsetsResponse.builder()
                                .responses(request.topics().stream()
                                        .map(topic -> answer(request.groupId(), topic, altered, refused))
                                        .toList())
                                .build());
    }

    @Override
    public AlterShareGroupOffsetsResponse refuse(AlterShareGroupOffsetsRequest request, int version, ErrorCode error) {
        return AlterShareGroupOffsetsResponse.builder()
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    private AlterShareGroupOffsetsResponseTopic answer(
            String groupId,
            AlterShareGroupOffsetsRequestTopic topic,
            AlteredOffsets altered,
            Map<String, ErrorCode> refused) {
        Uuid id = partitions.topicId(topic.topicName()).orElse(Uuid.ZERO);
        return AlterShareGroupOffsetsResponseTopic.builder()
                .topicName(topic.topicName())
                .topicId(id)
                .partitions(topic.partitions().stream()
                        .map(AlterShareGroupOffsetsRequestPartition::partitionIndex)
                        .map(index -> {
                            ErrorCode outcome = altered.partitions()
                                    .getOrDefault(
                                            new SharePartitionKey(groupId, id, index),
                                            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
                            return answer(
                                    index,
                                    Optional.ofNullable(refused.get(topic.topicName()))
                                            .orElse(outcome));
                        })
                        .toList())
                .build();
    }

    private static AlterShareGroupOffsetsResponsePartition answer(int index, ErrorCode error) {
        return AlterShareGroupOffsetsResponsePartition.builder()
                .partitionIndex(index)
                .errorCode(error.code())
                .errorMessage(error.isError() ? error.defaultMessage() : null)
                .build();
    }
}
