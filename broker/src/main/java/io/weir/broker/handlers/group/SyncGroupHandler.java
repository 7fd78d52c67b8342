package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Gives a member its assignment, once the leader has sent it. */
public final class SyncGroupHandler extends SingleGroupHandler<SyncGroupRequest, SyncGroupResponse> {

    private final GroupCoordinator coordinator;

    public SyncGroupHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.SYNC_GROUP;
    }

    @Override
    String groupId(SyncGroupRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<SyncGroupResponse> ask(RequestContext context, SyncGroupRequest request) {
        return coordinator.syncGroup(coordinatorContext(context), request);
    }

    @Override
    public SyncGroupResponse refuse(SyncGroupRequest request, int version, ErrorCode error) {
        return SyncGroupResponse.builder().errorCode(error.code()).build();
    }
}
