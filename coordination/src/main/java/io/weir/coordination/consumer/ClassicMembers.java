package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What members of the classic protocol ask for once they are in a consumer group (KIP-848). They go from epoch to epoch by
 * joining again, and are told to by the answers to their heartbeats. Throws GroupRefusedException.
 */
final class ClassicMembers {

    private final ConsumerGroupConfig config;
    private final Progression progression;
    private final Departures departures;

    ClassicMembers(ConsumerGroupConfig config, Progression progression, Departures departures) {
        this.config = config;
        this.progression = progression;
        this.departures = departures;
    }

    SyncGroupResponse sync(ConsumerGroup group, SyncGroupRequest request, TopicsView topics, Effects effects) {
        Member member = require(group, request.memberId(), request.groupInstanceId());
        ClassicMembership classic = requireClassic(member);
        requireGeneration(member, request.generationId());
        requireProtocol(request, classic);
        MemberProgress progress = member.progress();
        // One that gives partitions up has joined already, and will join again when it has.
        if (group.targetEpoch() > progress.epoch() && progress.state() != MemberState.UNREVOKED_PARTITIONS) {
            tellToRejoin(group, member, effects);
            throw new GroupRefusedException(
                    ErrorCode.REBALANCE_IN_PROGRESS, "Group " + group.id() + " has been assigned anew: join again");
        }
        effects.cancel(new ConsumerTimer.SyncOverdue(group.id(), member.id()));
        renewSession(group, member, effects);
        return SyncGroupResponse.builder()
                .protocolType(request.protocolType())
                .protocolName(request.protocolName())
                .assignment(EmbeddedProtocol.bytes(
                        progress.assigned().toAssignment(),
                        topics,
                        classic.subscription().version()))
                .build();
    }

    /** NONE, or REBALANCE_IN_PROGRESS for a member that can take a step by joining again. */
    ErrorCode heartbeat(ConsumerGroup group, HeartbeatRequest request, TopicsView topics, Effects effects) {
        Member member = require(group, request.memberId(), request.groupInstanceId());
        requireClassic(member);
        requireGeneration(member, request.generationId());
        renewSession(group, member, effects);
        // There may be nobody of the other protocol whose heartbeat would see to it.
        progression.lookAround(group, topics, effects);
        if (!canTakeAStep(group, member)) {
            return ErrorCode.NONE;
        }
        tellToRejoin(group, member, effects);
        return ErrorCode.REBALANCE_IN_PROGRESS;
    }

    /** One result for each, in order; those that leave do so together. */
    List<MemberResponse> leave(ConsumerGroup group, List<MemberIdentity> leaving, TopicsView topics, Effects effects) {
        Map<String, RebalanceReason> reasons = new LinkedHashMap<>();
        List<MemberResponse> results = new ArrayList<>();
        for (MemberIdentity identity : leaving) {
            ErrorCode error = ErrorCode.NONE;
            try {
                Member member = identity.memberId().isEmpty() && identity.groupInstanceId() != null
                        ? requireStatic(group, identity.groupInstanceId())
                        : require(group, identity.memberId(), identity.groupInstanceId());
                reasons.put(
                        member.id(),
                        new RebalanceReason.MemberLeft(member.id(), RebalanceReason.ofClient(identity.reason())));
            } catch (GroupRefusedException e) {
                error = e.error();
            }
            results.add(MemberResponse.builder()
                    .memberId(identity.memberId())
                    .groupInstanceId(identity.groupInstanceId())
                    .errorCode(error.code())
                    .build());
        }
        departures.remove(group, reasons, topics, effects);
        return results;
    }

    private static boolean canTakeAStep(ConsumerGroup group, Member member) {
        MemberProgress progress = member.progress();
        return switch (progress.state()) {
            case UNREVOKED_PARTITIONS -> true;
            case UNRELEASED_PARTITIONS -> progress.epoch() < group.targetEpoch() || isAllReleased(group, member);
            case STABLE, UNKNOWN -> progress.epoch() < group.targetEpoch();
        };
    }

    private static boolean isAllReleased(ConsumerGroup group, Member member) {
        Assignment missing = group.target(member.id())
                .where((topic, partition) -> !member.progress().assigned().contains(topic, partition));
        return missing.where((topic, partition) -> !group.isFreeFor(member.id(), topic, partition))
                .isEmpty();
    }

    /** It has as long as it may take for a rebalance, from when it was first told. */
    private static void tellToRejoin(ConsumerGroup group, Member member, Effects effects) {
        if (group.toldToRejoin().add(member.id())) {
            effects.schedule(
                    new ConsumerTimer.RejoinOverdue(group.id(), member.id()),
                    member.profile().wishes().rebalanceTimeoutMs());
        }
    }

    private void renewSession(ConsumerGroup group, Member member, Effects effects) {
        effects.schedule(
                new ConsumerTimer.SessionExpired(group.id(), member.id()), config.sessionTimeoutMs(group.id(), member));
    }

    private static Member require(ConsumerGroup group, String memberId, @Nullable String instanceId) {
        if (instanceId == null) {
            return group.member(memberId)
                    .orElseThrow(() -> new GroupRefusedException(
                            ErrorCode.UNKNOWN_MEMBER_ID, "Member " + memberId + " is not in group " + group.id()));
        }
        Member holder = requireStatic(group, instanceId);
        Entrance.requireHolder(holder, memberId, instanceId);
        return holder;
    }

    private static Member requireStatic(ConsumerGroup group, String instanceId) {
        return group.staticMember(instanceId)
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.UNKNOWN_MEMBER_ID, "No member of group " + group.id() + " is named " + instanceId));
    }

    private static ClassicMembership requireClassic(Member member) {
        return member.profile()
                .classic()
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.UNKNOWN_MEMBER_ID, "Member " + member.id() + " does not speak the classic protocol"));
    }

    private static void requireGeneration(Member member, int generation) {
        if (member.progress().epoch() != generation) {
            throw new GroupRefusedException(
                    ErrorCode.ILLEGAL_GENERATION,
                    "Member " + member.id() + " says generation " + generation + " and is in epoch "
                            + member.progress().epoch());
        }
    }

    private static void requireProtocol(SyncGroupRequest request, ClassicMembership classic) {
        String type = request.protocolType();
        String name = request.protocolName();
        if ((type != null && !type.equals(EmbeddedProtocol.TYPE))
                || (name != null && !name.equals(classic.protocolName()))) {
            throw new GroupRefusedException(
                    ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
                    "The member was told protocol " + classic.protocolName() + " of type " + EmbeddedProtocol.TYPE);
        }
    }
}
