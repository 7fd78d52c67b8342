package io.weir.coordination.group;

import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;

/** Heartbeat: keeps a member's session, and tells it when to join again. */
final class Heartbeats {

    private final Groups groups;
    private final Sessions sessions;

    Heartbeats(Groups groups, Sessions sessions) {
        this.groups = groups;
        this.sessions = sessions;
    }

    ErrorCode handle(HeartbeatRequest request, Step<GroupTimer> step) {
        return groups.find(request.groupId())
                .map(group -> handle(group, request, step))
                .orElse(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    private ErrorCode handle(ClassicGroup group, HeartbeatRequest request, Step<GroupTimer> step) {
        ErrorCode refusal = group.validate(request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        if (refusal.isError()) {
            return refusal;
        }
        if (request.generationId() != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        group.members().find(request.memberId()).ifPresent(member -> sessions.renew(group, member, step));
        return group.is(GroupState.PREPARING_REBALANCE) ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }
}
