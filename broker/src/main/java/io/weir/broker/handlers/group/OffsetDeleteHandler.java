package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import io.weir.protocol.messages.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Forgets offsets of a group, for the topics the principal may read. */
public final class OffsetDeleteHandler extends SingleGroupHandler<OffsetDeleteRequest, OffsetDeleteResponse> {

    private static final Access DELETE_GROUP = Access.of(Operation.DELETE, ResourceType.GROUP);
    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;

    public OffsetDeleteHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.OFFSET_DELETE;
    }

    @Override
    Access groupAccess() {
        return DELETE_GROUP;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DELETE_GROUP, READ_TOPIC);
    }

    @Override
    String groupId(OffsetDeleteRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<OffsetDeleteResponse> ask(RequestContext context, OffsetDeleteRequest request) {
        List<OffsetDeleteRequestTopic> allowed = new ArrayList<>();
        List<OffsetDeleteResponseTopic> denied = new ArrayList<>();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            if (context.permits(READ_TOPIC, topic.name())) {
                allowed.add(topic);
            } else {
                denied.add(unauthorized(topic));
            }
        }
        return coordinator
                .offsetDelete(
                        coordinatorContext(context),
                        request.toBuilder().topics(allowed).build())
                .thenApply(response -> {
                    List<OffsetDeleteResponseTopic> all = new ArrayList<>(response.topics());
                    all.addAll(denied);
                    return response.toBuilder().topics(all).build();
                });
    }

    @Override
    public OffsetDeleteResponse refuse(OffsetDeleteRequest request, int version, ErrorCode error) {
        return OffsetDeleteResponse.builder().errorCode(error.code()).build();
    }

    private static OffsetDeleteResponseTopic unauthorized(OffsetDeleteRequestTopic topic) {
        return OffsetDeleteResponseTopic.builder()
                .name(topic.name())
                .partitions(topic.partitions().stream()
                        .map(partition -> OffsetDeleteResponsePartition.builder()
                                .partitionIndex(partition.partitionIndex())
                                .errorCode(ErrorCode.TOPIC_AUTHORIZATION_FAILED.code())
                                .build())
                        .toList())
                .build();
    }
}
