package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Joins a member; the answer waits until its group's next generation begins. */
public final class JoinGroupHandler extends SingleGroupHandler<JoinGroupRequest, JoinGroupResponse> {

    private final GroupCoordinator coordinator;

    public JoinGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.JOIN_GROUP;
    }

    @Override
    String groupId(JoinGroupRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<JoinGroupResponse> ask(RequestContext context, JoinGroupRequest request) {
        return coordinator.joinGroup(coordinatorContext(context), request);
    }

    @Override
    public JoinGroupResponse refuse(JoinGroupRequest request, int version, ErrorCode error) {
        return JoinGroupResponse.builder()
                .memberId(request.memberId())
                .errorCode(error.code())
                .build();
    }
}
