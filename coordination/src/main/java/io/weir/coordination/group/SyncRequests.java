package io.weir.coordination.group;

import io.weir.coordination.group.GroupTimer.SyncDeadline;
import io.weir.coordination.group.GroupTimer.SyncPhaseKey;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.Waiting;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SyncGroup: the leader brings the assignments of its generation, the others wait for theirs. */
final class SyncRequests {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRequests.class);

    private final Groups groups;
    private final Rebalances rebalances;
    private final Sessions sessions;

    SyncRequests(Groups groups, Rebalances rebalances, Sessions sessions) {
        this.groups = groups;
        this.rebalances = rebalances;
        this.sessions = sessions;
    }

    void handle(SyncGroupRequest request, Waiting<SyncGroupResponse> waiting, Step<GroupTimer> step) {
        Optional<ClassicGroup> group = groups.find(request.groupId());
        Optional<GroupMember> member = group.flatMap(found -> found.members().find(request.memberId()));
        ErrorCode refusal = group.map(found -> refusal(found, request)).orElse(ErrorCode.UNKNOWN_MEMBER_ID);
        if (refusal.isError() || group.isEmpty() || member.isEmpty()) {
            step.answer(waiting, JoinAnswers.refusedSync(refusal.isError() ? refusal : ErrorCode.UNKNOWN_MEMBER_ID));
            return;
        }
        ClassicGroup syncing = group.get();
        removePending(syncing, request.memberId(), step);
        if (syncing.is(GroupState.STABLE)) {
            step.answer(waiting, JoinAnswers.assigned(syncing, member.get()));
            return;
        }
        member.get()
                .awaitSync(waiting)
                .ifPresent(
                        abandoned -> step.answer(abandoned, JoinAnswers.refusedSync(ErrorCode.REBALANCE_IN_PROGRESS)));
        if (syncing.isLeader(request.memberId())) {
            store(syncing, request.assignments(), step);
        }
    }

    /** Members that have not synced in time hold partitions that nobody reads: they are removed. */
    void deadline(ClassicGroup group, SyncDeadline timer, Step<GroupTimer> step) {
        if (group.generation() != timer.generation() || group.pendingSyncs().isEmpty()) {
            return;
        }
        int timeoutMs = group.members().rebalanceTimeoutMs();
        List<String> missing = new ArrayList<>(group.pendingSyncs());
        for (String memberId : missing) {
            group.remove(memberId)
                    .ifPresent(member -> JoinAnswers.refuseAll(
                            member, JoinAnswers.UNKNOWN_MEMBER, ErrorCode.UNKNOWN_MEMBER_ID, step));
            sessions.end(group.id(), memberId, step);
        }
        rebalances.because(new RebalanceReason.SyncTimedOut(missing, timeoutMs), group, step);
    }

    private static ErrorCode refusal(ClassicGroup group, SyncGroupRequest request) {
        ErrorCode invalid = group.validate(request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        if (invalid.isError()) {
            return invalid;
        }
        if (request.generationId() != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        if (contradicts(request.protocolType(), group.protocolType())
                || contradicts(request.protocolName(), group.protocolName().orElse(""))) {
            return ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
        }
        return switch (group.state()) {
            case EMPTY, DEAD -> ErrorCode.UNKNOWN_MEMBER_ID;
            case PREPARING_REBALANCE -> ErrorCode.REBALANCE_IN_PROGRESS;
            case COMPLETING_REBALANCE, STABLE -> ErrorCode.NONE;
        };
    }

    private static boolean contradicts(@Nullable String said, String held) {
        return said != null && !said.equals(held);
    }

    private static void removePending(ClassicGroup group, String memberId, Step<GroupTimer> step) {
        group.pendingSyncs().remove(memberId);
        if (group.pendingSyncs().isEmpty()) {
            step.cancel(new SyncPhaseKey(group.id()));
        }
    }

    private void store(
            ClassicGroup group, List<SyncGroupRequest.SyncGroupRequestAssignment> given, Step<GroupTimer> step) {
        Map<GroupMember, ByteBuffer> before = new HashMap<>();
        group.members().all().forEach(member -> before.put(member, member.assignment()));
        assign(group, given);
        CoordinatorRecord record = GroupRecords.group(group, step.nowMs());
        if (!step.fits(record)) {
            before.forEach(GroupMember::assign);
            refuseTooLarge(group, record, step);
            return;
        }
        group.transitionTo(GroupState.STABLE, step.nowMs());
        group.history().ended(step.nowMs());
        step.append(record);
        LOG.info(
                "Group {} is stable at generation {} with {} members, assigned by {}",
                group.id(),
                group.generation(),
                group.members().size(),
                group.leaderId().orElse(""));
        for (GroupMember member : group.members().all()) {
            member.takeAwaitingSync().ifPresent(waiting -> {
                step.answer(waiting, JoinAnswers.assigned(group, member));
                sessions.renew(group, member, step);
            });
        }
    }

    private static void assign(ClassicGroup group, List<SyncGroupRequest.SyncGroupRequestAssignment> given) {
        Map<String, ByteBuffer> byMember = new HashMap<>();
        given.forEach(assignment -> byMember.put(assignment.memberId(), assignment.assignment()));
        for (GroupMember member : group.members().all()) {
            member.assign(byMember.getOrDefault(member.id(), GroupMember.NO_ASSIGNMENT));
        }
        if (!byMember.keySet().containsAll(group.members().ids())) {
            LOG.warn(
                    "The leader of group {} left members without an assignment at generation {}: {}",
                    group.id(),
                    group.generation(),
                    group.members().ids().stream()
                            .filter(memberId -> !byMember.containsKey(memberId))
                            .toList());
        }
    }

    private void refuseTooLarge(ClassicGroup group, CoordinatorRecord record, Step<GroupTimer> step) {
        rebalances.refuseSyncs(group, ErrorCode.UNKNOWN_SERVER_ERROR, step);
        rebalances.because(
                new RebalanceReason.AssignmentTooLarge(record.sizeBytes(), step.maxRecordBytes()), group, step);
    }
}
