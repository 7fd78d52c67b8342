package io.weir.broker.handlers.group;

import io.weir.broker.request.RequestContext;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.HeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Keeps a member's session alive, and tells it of a rebalance. */
public final class HeartbeatHandler extends SingleGroupHandler<HeartbeatRequest, HeartbeatResponse> {

    private final GroupCoordinator coordinator;

    public HeartbeatHandler(GroupCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.HEARTBEAT;
    }

    @Override
    String groupId(HeartbeatRequest request) {
        return request.groupId();
    }

    @Override
    CompletableFuture<HeartbeatResponse> ask(RequestContext context, HeartbeatRequest request) {
        return coordinator.heartbeat(coordinatorContext(context), request);
    }

    @Override
    public HeartbeatResponse refuse(HeartbeatRequest request, int version, ErrorCode error) {
        return HeartbeatResponse.builder().errorCode(error.code()).build();
    }
}
