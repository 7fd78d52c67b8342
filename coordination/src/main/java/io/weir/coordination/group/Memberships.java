package io.weir.coordination.group;

import io.weir.coordination.consumer.Caller;
import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.consumer.Effects;
import io.weir.coordination.consumer.Predecessor;
import io.weir.coordination.membership.Client;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.Waiting;
import io.weir.coordination.share.ShareGroups;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
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
    private final ConsumerGroups consumerGroups;
    private final ShareGroups shareGroups;
    private final Conversions conversions;
    private final ClassicRequests classic;

    /** How requests are handled that come to a classic group. */
    record ClassicRequests(JoinRequests joins, SyncRequests syncs, Departures departures, Heartbeats heartbeats) {}

    Memberships(
            Groups groups,
            ConsumerGroups consumerGroups,
            ShareGroups shareGroups,
            Conversions conversions,
            ClassicRequests classic) {
        this.groups = groups;
        this.consumerGroups = consumerGroups;
        this.shareGroups = shareGroups;
        this.conversions = conversions;
        this.classic = classic;
    }

    void join(Join join, Step<GroupTimer> step) {
        if (shareGroups.contains(join.groupId())) {
            join.refuse(join.memberId(), ErrorCode.INCONSISTENT_GROUP_PROTOCOL, step);
            return;
        }
        if (hasConsumerMembers(join.groupId())) {
            RequestContext context = join.context();
            // A classic member says nothing of regular expressions, so it need not be asked what it may know of.
            Client client = new Client(context.clientId(), context.clientHost(), _ -> true);
            step.answer(
                    join.waiting(),
                    consumerGroups.join(join.request(), new Caller(client, context.apiVersion()), effects(step)));
            return;
        }
        // Nobody is there to mind: the id goes over to the other protocol, with its offsets.
        if (join.isFromUnknownMember()) {
            consumerGroups.remove(join.groupId(), effects(step));
        }
        classic.joins().handle(join, step);
    }

    ConsumerGroupHeartbeatResponse consumerHeartbeat(
            ConsumerGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        Optional<ClassicGroup> predecessor = groups.find(request.groupId());
        boolean isOtherKind = predecessor.isPresent() && request.memberEpoch() != 0;
        if (isOtherKind || shareGroups.contains(request.groupId())) {
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
        return consumerGroups.heartbeat(
                request,
                client,
                predecessor.map(group -> conversions.predecessor(group, step)).orElse(Predecessor.NONE),
                effects(step));
    }

    void sync(SyncGroupRequest request, Waiting<SyncGroupResponse> waiting, Step<GroupTimer> step) {
        if (hasConsumerMembers(request.groupId())) {
            step.answer(waiting, consumerGroups.sync(request, effects(step)));
        } else {
            classic.syncs().handle(request, waiting, step);
        }
    }

    ErrorCode heartbeat(HeartbeatRequest request, Step<GroupTimer> step) {
        return hasConsumerMembers(request.groupId())
                ? consumerGroups.heartbeat(request, effects(step))
                : classic.heartbeats().handle(request, step);
    }

    List<MemberResponse> leave(String groupId, List<MemberIdentity> leaving, Step<GroupTimer> step) {
        return hasConsumerMembers(groupId)
                ? consumerGroups.leave(groupId, leaving, effects(step))
                : classic.departures().leave(groupId, leaving, step);
    }

    private boolean hasConsumerMembers(String groupId) {
        return !consumerGroups.isEmpty(groupId);
    }

    private Effects effects(Step<GroupTimer> step) {
        return new StepEffects(step, conversions);
    }
}
