package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.DeletedOffsets;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest.DeleteShareGroupOffsetsRequestTopic;
import io.weir.protocol.messages.DeleteShareGroupOffsetsResponse;
import io.weir.protocol.messages.DeleteShareGroupOffsetsResponse.DeleteShareGroupOffsetsResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Forgets how far a share group without members has come in topics. */
public final class DeleteShareGroupOffsetsHandler
        extends SingleGroupHandler<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsResponse> {

    private static final Access DELETE_GROUP = Access.of(Operation.DELETE, ResourceType.GROUP);
    private static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;

    public DeleteShareGroupOffsetsHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_SHARE_GROUP_OFFSETS;
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
    String groupId(DeleteShareGroupOffsetsRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<DeleteShareGroupOffsetsResponse> ask(
            RequestContext context, DeleteShareGroupOffsetsRequest request) {
        List<DeleteShareGroupOffsetsRequestTopic> allowed = new ArrayList<>();
        List<DeleteShareGroupOffsetsResponseTopic> answers = new ArrayList<>();
        for (DeleteShareGroupOffsetsRequestTopic topic : request.topics()) {
            if (context.permits(READ_TOPIC, topic.topicName())) {
                allowed.add(topic);
            } else {
                answers.add(answer(
                        topic.topicName(), new DeletedOffsets.Topic(Uuid.ZERO, ErrorCode.TOPIC_AUTHORIZATION_FAILED)));
            }
        }
        return coordinator
                .deleteShareGroupOffsets(request.toBuilder().topics(allowed).build())
                .thenApply(deleted -> {
                    deleted.topics().forEach((name, topic) -> answers.add(answer(name, topic)));
                    return DeleteShareGroupOffsetsResponse.builder()
                            .errorCode(deleted.error().code())
                            .errorMessage(deleted.error().isError() ? deleted.message() : null)
                            .responses(deleted.error().isError() ? List.of() : answers)
                            .build();
                });
    }

    @Override
    public DeleteShareGroupOffsetsResponse refuse(
            DeleteShareGroupOffsetsRequest request, int version, ErrorCode error) {
        return DeleteShareGroupOffsetsResponse.builder()
                .errorCode(error.code())
                .errorMessage(error.defaultMessage())
                .build();
    }

    private static DeleteShareGroupOffsetsResponseTopic answer(String name, DeletedOffsets.Topic topic) {
        return DeleteShareGroupOffsetsResponseTopic.builder()
                .topicName(name)
                .topicId(topic.id())
                .errorCode(topic.error().code())
                .errorMessage(topic.error().isError() ? topic.error().defaultMessage() : null)
                .build();
    }
}
