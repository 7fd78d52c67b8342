package io.weir.coordination.group;

import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.Waiting;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;

/** One JoinGroup request and whoever waits for its answer. */
record Join(RequestContext context, JoinGroupRequest request, Waiting<JoinGroupResponse> waiting) {

    String groupId() {
        return request.groupId();
    }

    String memberId() {
        return request.memberId();
    }

    boolean isFromUnknownMember() {
        return request.memberId().isEmpty();
    }

    Optional<String> instanceId() {
        return Optional.ofNullable(request.groupInstanceId());
    }

    String protocolType() {
        return request.protocolType();
    }

    List<GroupMember.Protocol> protocols() {
        return request.protocols().stream()
                .map(protocol -> new GroupMember.Protocol(protocol.name(), protocol.metadata()))
                .toList();
    }

    List<String> protocolNames() {
        return request.protocols().stream()
                .map(JoinGroupRequest.JoinGroupRequestProtocol::name)
                .toList();
    }

    GroupMember.Timeouts timeouts() {
        // Version 0 knows no rebalance timeout: there the session timeout stands for both.
        int rebalanceMs = context.apiVersion() == 0 ? request.sessionTimeoutMs() : request.rebalanceTimeoutMs();
        return new GroupMember.Timeouts(rebalanceMs, request.sessionTimeoutMs());
    }

    GroupMember.Identity identityAs(String memberId) {
        return new GroupMember.Identity(memberId, instanceId(), context.clientId(), context.clientHost());
    }

    /** Why the client says it joins; empty text when it does not say. */
    String reason() {
        return RebalanceReason.ofClient(request.reason());
    }

    void refuse(String toldMemberId, ErrorCode error, Step<GroupTimer> step) {
        step.answer(waiting, JoinAnswers.refusal(toldMemberId, error));
    }

    /** Waits for the end of the join phase. An earlier request of the member was given up by its client. */
    void waitIn(GroupMember member, Step<GroupTimer> step) {
        member.awaitJoin(waiting)
                .ifPresent(abandoned ->
                        step.answer(abandoned, JoinAnswers.refusal(member.id(), ErrorCode.REBALANCE_IN_PROGRESS)));
    }
}
