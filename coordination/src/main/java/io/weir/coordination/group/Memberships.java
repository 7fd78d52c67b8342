package io.weir.coordination.group;

import io.weir.coordination.consumer.Caller;
import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.consumer.Predecessor;
import io.weir.coordination.membership.Client;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.Waiting;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;

/**
 * What members ask, of either protocol: brings each request to the kind of group that has the id. The protocol of a member
 * and the kind of its group need not be the same.
 */
final class Memberships {

    private final Groups groups;
    private final ModernGroups modern;
    private final ClassicRequests classic;

    /** How requests are handled that come to a classic group. */
    record ClassicRequests(JoinRequests joins, SyncRequests syncs, Departures departures, Heartbeats heartbeats) {}

    Memberships(Groups groups, ModernGroups modern, ClassicRequests classic) {
        this.groups = groups;
        this.modern = modern;
        this.classic = classic;
    }

    void join(Join join, Step<GroupTimer> step) {
        if (hasConsumerMembers(join.groupId())) {
            RequestContext context = join.context();
            // A classic member says nothing of regular expressions, so it need not be asked what it may know of.
            Client client = new Client(context.clientId(), context.clientHost(), _ -> true);
            step.answer(
                    join.waiting(),
                    modern.consumers().join(join.request(), new Caller(client, context.apiVersion()), effects(step)));
            return;
        }
        if (!modern.isEmpty(join.groupId()) || modern.shares().contains(join.groupId())) {
            join.refuse(join.memberId(), ErrorCode.INCONSISTENT_GROUP_PROTOCOL, step);
            return;
        }
        // Nobody is there to mind: the id goes over to the other protocol, with its offsets.
        classic.joins().handle(join, () -> modern.remove(join.groupId(), step), step);
    }

    ConsumerGroupHeartbeatResponse consumerHeartbeat(
            ConsumerGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        Optional<ClassicGroup> predecessor = groups.find(request.groupId());
        boolean isOtherKind =
                modern.streams().contains(request.groupId()) || modern.shares().contains(request.groupId());
        if (isOtherKind || (predecessor.isPresent() && request.memberEpoch() != 0)) {
            return ConsumerGroups.refused(
                    ErrorCode.GROUP_ID_NOT_FOUND, "Group " + request.groupId() + " is not a consumer group.");
        }
        if (predecessor
                .filter(group -> !group.is(GroupState.EMPTY) && !group.usesConsumerProtocol())
                .isPresent()) {
            return ConsumerGroups.refused(
                    ErrorCode.GROUP_ID_NOT_FOUND,
                    "Group " + request.groupId() + " is not a consumer group, and its members are no consumers.");
        }
        return modern.consumers()
                .heartbeat(
                        request,
                        client,
                        predecessor
                                .map(group -> modern.conversions().predecessor(group, step))
                                .orElse(Predecessor.NONE),
                        effects(step));
    }

    StreamsAnswer streamsHeartbeat(StreamsGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        Optional<ClassicGroup> predecessor = groups.find(request.groupId());
        boolean mayFollow = predecessor
                .map(group -> request.memberEpoch() == 0 && group.is(GroupState.EMPTY))
                .orElse(true);
        boolean isOtherKind = modern.consumers().contains(request.groupId())
                || modern.shares().contains(request.groupId());
        if (isOtherKind || !mayFollow) {
            return StreamsGroups.refused(
                    ErrorCode.GROUP_ID_NOT_FOUND, "Group " + request.groupId() + " is not a streams group.");
        }
        Runnable claim = () -> predecessor.ifPresent(
                group -> modern.conversions().predecessor(group, step).dismiss().run());
        return modern.streams().heartbeat(request, client, claim, effects(step));
    }

    ShareGroupHeartbeatResponse shareHeartbeat(
            ShareGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        return isOtherThanShare(request.groupId())
                ? ShareGroups.refused(
                        ErrorCode.GROUP_ID_NOT_FOUND, "Group " + request.groupId() + " is not a share group.")
                : modern.shares().heartbeat(request, client, new ShareStepEffects(step));
    }

    /** NONE, or why nobody may set where a share group of this id goes on. */
    ErrorCode shareOffsetsRefusal(String groupId) {
        if (isOtherThanShare(groupId)) {
            return ErrorCode.GROUP_ID_NOT_FOUND;
        }
        return modern.shares().isEmpty(groupId) ? ErrorCode.NONE : ErrorCode.NON_EMPTY_GROUP;
    }

    /** An id that has been used otherwise, if only for offsets, is no share group's. */
    private boolean isOtherThanShare(String groupId) {
        return groups.find(groupId).isPresent() || modern.contains(groupId);
    }

    void sync(SyncGroupRequest request, Waiting<SyncGroupResponse> waiting, Step<GroupTimer> step) {
        if (hasConsumerMembers(request.groupId())) {
            step.answer(waiting, modern.consumers().sync(request, effects(step)));
        } else {
            classic.syncs().handle(request, waiting, step);
        }
    }

    ErrorCode heartbeat(HeartbeatRequest request, Step<GroupTimer> step) {
        return hasConsumerMembers(request.groupId())
                ? modern.consumers().heartbeat(request, effects(step))
                : classic.heartbeats().handle(request, step);
    }

    List<MemberResponse> leave(String groupId, List<MemberIdentity> leaving, Step<GroupTimer> step) {
        return hasConsumerMembers(groupId)
                ? modern.consumers().leave(groupId, leaving, effects(step))
                : classic.departures().leave(groupId, leaving, step);
    }

    private boolean hasConsumerMembers(String groupId) {
        return !modern.consumers().isEmpty(groupId);
    }

    private StepEffects effects(Step<GroupTimer> step) {
        return new StepEffects(step, modern.conversions());
    }
}
