package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Takes members out of their group without waiting for their sessions to end. */
public final class LeaveGroupHandler extends SingleGroupHandler<LeaveGroupRequest, LeaveGroupResponse> {

    private final GroupCoordinator coordinator;

    public LeaveGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.LEAVE_GROUP;
    }

    @Override
    String groupId(LeaveGroupRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<LeaveGroupResponse> ask(RequestContext context, LeaveGroupRequest request) {
        return coordinator.leaveGroup(coordinatorContext(context), request);
    }

    @Override
    public LeaveGroupResponse refuse(LeaveGroupRequest request, int version, ErrorCode error) {
        return LeaveGroupResponse.builder().errorCode(error.code()).build();
    }
}
