package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Members of share groups join, live and leave (KIP-932), and read only topics they may know of. */
public final class ShareGroupHeartbeatHandler
        extends SingleGroupHandler<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    /** The longest id of a member: that of a UUID as text. */
    private static final int MAX_MEMBER_ID_LENGTH = 36;

    private final GroupCoordinator coordinator;

    public ShareGroupHeartbeatHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SHARE_GROUP_HEARTBEAT;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(READ_GROUP, DESCRIBE_TOPIC);
    }

    @Override
    String groupId(ShareGroupHeartbeatRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<ShareGroupHeartbeatResponse> ask(RequestContext context, ShareGroupHeartbeatRequest request) {
        if (request.memberId().length() > MAX_MEMBER_ID_LENGTH) {
            return CompletableFuture.completedFuture(refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
        }
        List<String> names = request.subscribedTopicNames();
        if (names != null && !names.stream().allMatch(name -> context.permits(DESCRIBE_TOPIC, name))) {
            return CompletableFuture.completedFuture(
                    refuse(request, context.version(), ErrorCode.TOPIC_AUTHORIZATION_FAILED));
        }
        return coordinator.shareGroupHeartbeat(coordinatorContext(context), request);
    }

    @Override
    public ShareGroupHeartbeatResponse refuse(ShareGroupHeartbeatRequest request, int version, ErrorCode error) {
        return ShareGroupHeartbeatResponse.builder().errorCode(error.code()).build();
    }
}
