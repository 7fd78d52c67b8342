package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.membership.Client;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.HeartbeatResponse;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The requests of members: what can be refused without asking a machine, and the shapes of answers by version. */
final class MembershipRequests {

    /** From SyncGroup version 5 protocol type and name must be said (KIP-559). */
    private static final int SYNC_PROTOCOL_VERSION = 5;

    /** From LeaveGroup version 3 members leave in batches. */
    private static final int LEAVE_BATCH_VERSION = 3;

    private final GroupShards shards;
    private final GroupConfig config;

    MembershipRequests(GroupShards shards, GroupConfig config) {
        this.shards = shards;
        this.config = config;
    }

    CompletableFuture<ConsumerGroupHeartbeatResponse> consumerHeartbeat(
            RequestContext context, ConsumerGroupHeartbeatRequest request, Predicate<String> mayDescribe) {
        Client client = new Client(context.clientId(), context.clientHost(), mayDescribe);
        return ConsumerGroups.refusal(request, context.apiVersion(), config.consumer())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> shards.askNow(
                        request.groupId(),
                        (machine, step) -> machine.consumerHeartbeat(request, client, step),
                        error -> ConsumerGroups.refused(error, null)));
    }

    CompletableFuture<StreamsAnswer> streamsHeartbeat(RequestContext context, StreamsGroupHeartbeatRequest request) {
        Client client = new Client(context.clientId(), context.clientHost(), _ -> true);
        return StreamsGroups.refusal(request)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> shards.askNow(
                        request.groupId(),
                        (machine, step) -> machine.streamsHeartbeat(request, client, step),
                        error -> StreamsGroups.refused(error, null)));
    }

    CompletableFuture<JoinGroupResponse> join(RequestContext context, JoinGroupRequest request) {
        ErrorCode refusal = refusal(request);
        CompletableFuture<JoinGroupResponse> response = refusal.isError()
                ? CompletableFuture.completedFuture(JoinAnswers.refusal(request.memberId(), refusal))
                : shards.ask(
                        request.groupId(),
                        (machine, waiting, step) -> machine.join(context, request, waiting, step),
                        error -> JoinAnswers.refusal(request.memberId(), error));
        return response.thenApply(answer -> JoinAnswers.forVersion(answer, context.apiVersion()));
    }

    CompletableFuture<SyncGroupResponse> sync(RequestContext context, SyncGroupRequest request) {
        boolean isProtocolMissing = request.protocolType() == null || request.protocolName() == null;
        if (context.apiVersion() >= SYNC_PROTOCOL_VERSION && isProtocolMissing) {
            return refusedSync(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
        }
        if (request.groupId().isEmpty()) {
            return refusedSync(ErrorCode.INVALID_GROUP_ID);
        }
        return shards.ask(
                request.groupId(),
                (machine, waiting, step) -> machine.sync(request, waiting, step),
                // The rebalance is lost when its coordinator has to be loaded. Clients end on that answer here; told of
                // another rebalance, they join again.
                error -> JoinAnswers.refusedSync(
                        error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode.REBALANCE_IN_PROGRESS : error));
    }

    CompletableFuture<HeartbeatResponse> heartbeat(HeartbeatRequest request) {
        CompletableFuture<ErrorCode> result = request.groupId().isEmpty()
                ? CompletableFuture.completedFuture(ErrorCode.INVALID_GROUP_ID)
                : shards.askNow(
                        request.groupId(),
                        (machine, step) -> machine.heartbeat(request, step),
                        // While the group is loaded every session is as good as renewed: it starts anew afterwards.
                        error -> error == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode.NONE : error);
        return result.thenApply(
                error -> HeartbeatResponse.builder().errorCode(error.code()).build());
    }

    CompletableFuture<LeaveGroupResponse> leave(RequestContext context, LeaveGroupRequest request) {
        if (request.groupId().isEmpty()) {
            return CompletableFuture.completedFuture(leaveFailed(ErrorCode.INVALID_GROUP_ID));
        }
        boolean isBatch = context.apiVersion() >= LEAVE_BATCH_VERSION;
        List<MemberIdentity> leaving = isBatch
                ? request.members()
                : List.of(MemberIdentity.builder().memberId(request.memberId()).build());
        return shards.askNow(
                request.groupId(),
                (machine, step) -> left(machine.leave(request.groupId(), leaving, step), isBatch),
                MembershipRequests::leaveFailed);
    }

    private ErrorCode refusal(JoinGroupRequest request) {
        GroupConfig.Sessions limits = config.sessions();
        if (request.groupId().isEmpty()) {
            return ErrorCode.INVALID_GROUP_ID;
        }
        return request.sessionTimeoutMs() < limits.minTimeoutMs() || request.sessionTimeoutMs() > limits.maxTimeoutMs()
                ? ErrorCode.INVALID_SESSION_TIMEOUT
                : ErrorCode.NONE;
    }

    private static CompletableFuture<SyncGroupResponse> refusedSync(ErrorCode error) {
        return CompletableFuture.completedFuture(JoinAnswers.refusedSync(error));
    }

    private static LeaveGroupResponse left(List<MemberResponse> results, boolean isBatch) {
        return isBatch
                ? LeaveGroupResponse.builder().members(results).build()
                : LeaveGroupResponse.builder()
                        .errorCode(results.getFirst().errorCode())
                        .build();
    }

    private static LeaveGroupResponse leaveFailed(ErrorCode error) {
        return LeaveGroupResponse.builder().errorCode(error.code()).build();
    }
}
