package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Members of consumer groups join, live and leave (KIP-848), and read only topics they may know of. */
public final class ConsumerGroupHeartbeatHandler
        extends SingleGroupHandler<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final GroupCoordinator coordinator;

    public ConsumerGroupHeartbeatHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.CONSUMER_GROUP_HEARTBEAT;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    String groupId(ConsumerGroupHeartbeatRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<ConsumerGroupHeartbeatResponse> ask(
            RequestContext context, ConsumerGroupHeartbeatRequest request) {
        List<String> names = request.subscribedTopicNames();
        if (names != null && !names.stream().allMatch(name -> context.permits(DESCRIBE_TOPIC, name))) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        }
        return coordinator.consumerGroupHeartbeat(
                coordinatorContext(context), request, name -> context.permits(DESCRIBE_TOPIC, name));
    }

    @Override
    public ConsumerGroupHeartbeatResponse refuse(ConsumerGroupHeartbeatRequest request, int version, ErrorCode error) {
        return ConsumerGroupHeartbeatResponse.builder().errorCode(error.code()).build();
    }
}
