package io.weir.broker.handlers.group;

import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Commits a group's offsets, for the topics the principal may read. */
public final class OffsetCommitHandler extends SingleGroupHandler<OffsetCommitRequest, OffsetCommitResponse> {

    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;
    private final Partitions partitions;

    public OffsetCommitHandler(GroupCoordinator coordinator, Partitions partitions) {
        this.coordinator = coordinator;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_COMMIT;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_GROUP, READ_TOPIC);
    }

    @Override
    String groupId(OffsetCommitRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<OffsetCommitResponse> ask(RequestContext context, OffsetCommitRequest request) {
        List<OffsetCommitRequestTopic> allowed = new ArrayList<>();
        List<OffsetCommitResponseTopic> denied = new ArrayList<>();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            String name = topic.topicId().equals(Uuid.ZERO) ? topic.name() : partitions.topicName(topic.topicId());
            // An id that names no topic is the coordinator's to answer.
            if (name == null || context.permits(READ_TOPIC, name)) {
                allowed.add(topic);
            } else {
                denied.add(refusal(topic, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
            }
        }
        if (denied.isEmpty()) {
            return coordinator.offsetCommit(coordinatorContext(context), request);
        }
        return coordinator
                .offsetCommit(
                        coordinatorContext(context),
                        request.toBuilder().topics(allowed).build())
                .thenApply(response -> {
                    List<OffsetCommitResponseTopic> all = new ArrayList<>(response.topics());
                    all.addAll(denied);
                    return response.toBuilder().topics(all).build();
                });
    }

    @Override
    public OffsetCommitResponse refuse(OffsetCommitRequest request, int version, ErrorCode error) {
        return OffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> refusal(topic, error))
                        .toList())
                .build();
    }

    private static OffsetCommitResponseTopic refusal(OffsetCommitRequestTopic topic, ErrorCode error) {
        return OffsetCommitResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.topicId())
                .partitions(topic.partitions().stream()
                        .map(partition -> OffsetCommitResponsePartition.builder()
                                .partitionIndex(partition.partitionIndex())
                                .errorCode(error.code())
                                .build())
                        .toList())
                .build();
    }
}
