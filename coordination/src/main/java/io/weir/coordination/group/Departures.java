package io.weir.coordination.group;

import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How members go: by saying so, by being removed in a batch, or by silence. */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final Groups groups;
    private final Rebalances rebalances;
    private final Sessions sessions;

    Departures(Groups groups, Rebalances rebalances, Sessions sessions) {
        this.groups = groups;
        this.rebalances = rebalances;
        this.sessions = sessions;
    }

    /** LeaveGroup; a member may be named by its instance id alone. One rebalance for the whole batch. */
    List<MemberResponse> leave(String groupId, List<MemberIdentity> leaving, Step<GroupTimer> step) {
        Optional<ClassicGroup> group = groups.find(groupId);
        List<MemberResponse> responses = new ArrayList<>(leaving.size());
        List<RebalanceReason> reasons = new ArrayList<>();
        for (MemberIdentity member : leaving) {
            ErrorCode result =
                    group.map(found -> leave(found, member, reasons, step)).orElse(ErrorCode.UNKNOWN_MEMBER_ID);
            responses.add(MemberResponse.builder()
                    .memberId(member.memberId())
                    .groupInstanceId(member.groupInstanceId())
                    .errorCode(result.code())
                    .build());
        }
        group.ifPresent(found -> {
            rebalances.because(reasons, found, step);
            // Pending members that went may have been all that the join phase was waiting for.
            rebalances.completeIfAllJoined(found, step);
        });
        return responses;
    }

    /** A session timer ran out. */
    void sessionExpired(ClassicGroup group, String memberId, Step<GroupTimer> step) {
        if (group.pendingJoins().remove(memberId)) {
            LOG.info("Group {} gives up member {}, which never joined with the id it was given", group.id(), memberId);
            rebalances.completeIfNobodyIsMissing(group, step);
            return;
        }
        group.members()
                .find(memberId)
                .filter(member -> !member.isExcusedFromHeartbeat())
                .ifPresent(member -> expire(group, member, step));
    }

    private void expire(ClassicGroup group, GroupMember member, Step<GroupTimer> step) {
        RebalanceReason reason = new RebalanceReason.SessionTimedOut(
                member.id(), member.timeouts().sessionMs());
        LOG.info("Group {} loses a member: {}", group.id(), reason.text());
        remove(group, member, step);
        rebalances.because(reason, group, step);
        rebalances.completeIfNobodyIsMissing(group, step);
    }

    private ErrorCode leave(
            ClassicGroup group, MemberIdentity leaving, List<RebalanceReason> reasons, Step<GroupTimer> step) {
        Optional<String> instanceId = Optional.ofNullable(leaving.groupInstanceId());
        boolean isNamedByInstance = leaving.memberId().isEmpty();
        if (!isNamedByInstance && group.pendingJoins().remove(leaving.memberId())) {
            sessions.end(group.id(), leaving.memberId(), step);
            return ErrorCode.NONE;
        }
        String memberId = isNamedByInstance
                ? instanceId.flatMap(group.members()::idOfInstance).orElse("")
                : leaving.memberId();
        ErrorCode refusal = group.validate(memberId, instanceId);
        if (refusal.isError()) {
            return refusal;
        }
        group.members().find(memberId).ifPresent(member -> {
            sessions.end(group.id(), memberId, step);
            remove(group, member, step);
            reasons.add(new RebalanceReason.MemberLeft(memberId, RebalanceReason.ofClient(leaving.reason())));
        });
        return ErrorCode.NONE;
    }

    private static void remove(ClassicGroup group, GroupMember member, Step<GroupTimer> step) {
        JoinAnswers.refuseAll(member, JoinAnswers.UNKNOWN_MEMBER, ErrorCode.UNKNOWN_MEMBER_ID, step);
        group.remove(member.id());
    }
}
