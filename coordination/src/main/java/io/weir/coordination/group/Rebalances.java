package io.weir.coordination.group;

import io.weir.coordination.group.GroupTimer.InitialDelayOver;
import io.weir.coordination.group.GroupTimer.JoinDeadline;
import io.weir.coordination.group.GroupTimer.JoinPhaseKey;
import io.weir.coordination.group.GroupTimer.RebalanceLong;
import io.weir.coordination.group.GroupTimer.RebalanceLongKey;
import io.weir.coordination.group.GroupTimer.SyncDeadline;
import io.weir.coordination.group.GroupTimer.SyncPhaseKey;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The join phase of a rebalance: begins it, with a reason, and ends it, with a generation. How members come and go is
 * decided elsewhere; whoever changes the membership calls in here afterwards.
 */
final class Rebalances {

    /** A rebalance that goes on for longer than this has members that people ought to look at. */
    static final int LONG_MS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Rebalances.class);

    private final GroupConfig config;
    private final Sessions sessions;
    private final RebalanceCounts counts;

    Rebalances(GroupConfig config, Sessions sessions, RebalanceCounts counts) {
        this.counts = counts;
        this.config = config;
        this.sessions = sessions;
    }

    /** Begins a rebalance, or where one is in its join phase lets it go on with one more reason. */
    void because(RebalanceReason reason, ClassicGroup group, Step<GroupTimer> step) {
        because(List.of(reason), group, step);
    }

    /** As above for several reasons at once; for none it does nothing. */
    void because(List<RebalanceReason> reasons, ClassicGroup group, Step<GroupTimer> step) {
        if (reasons.isEmpty()) {
            return;
        }
        reasons.forEach(reason -> counts.because(reason, group.history(), group.generation(), step.nowMs()));
        if (group.state().canRebalance()) {
            begin(group, step);
        } else {
            completeIfAllJoined(group, step);
        }
    }

    private void begin(ClassicGroup group, Step<GroupTimer> step) {
        LOG.info(
                "Group {} rebalances from generation {} ({}): {}",
                group.id(),
                group.generation(),
                group.state().shownName(),
                group.history().why());
        if (group.is(GroupState.COMPLETING_REBALANCE)) {
            refuseSyncs(group, ErrorCode.REBALANCE_IN_PROGRESS, step);
        }
        group.pendingSyncs().clear();
        step.cancel(new SyncPhaseKey(group.id()));

        boolean isInitial = group.is(GroupState.EMPTY);
        group.transitionTo(GroupState.PREPARING_REBALANCE, step.nowMs());
        if (isInitial) {
            group.takeMemberAddedInDelay();
            int delayMs = config.initialRebalanceDelayMs();
            delayInitial(group, delayMs, Math.max(group.members().rebalanceTimeoutMs() - delayMs, 0), step);
        } else if (group.haveAllJoined()) {
            complete(group, step);
        } else {
            scheduleJoinDeadline(group, step);
            step.schedule(new RebalanceLongKey(group.id()), LONG_MS, new RebalanceLong(group.id()));
        }
    }

    /** Says for whom a rebalance waits that has not come to its end in ten seconds: whoever is stuck is named in time. */
    static void tellIfLong(ClassicGroup group) {
        String awaited = AwaitedMembers.of(group);
        if (group.history().isRunning() && !awaited.isEmpty()) {
            LOG.warn("Group {} rebalances for more than {} ms: it waits for {}", group.id(), LONG_MS, awaited);
        }
    }

    /** Ends the join phase early when nobody is missing; a new group gets its whole delay. */
    void completeIfAllJoined(ClassicGroup group, Step<GroupTimer> step) {
        if (!group.isInInitialRebalance()) {
            completeIfNobodyIsMissing(group, step);
        }
    }

    /** As {@link #completeIfAllJoined}, for a member that was given up: a new group need not wait for it either. */
    void completeIfNobodyIsMissing(ClassicGroup group, Step<GroupTimer> step) {
        if (group.is(GroupState.PREPARING_REBALANCE) && group.haveAllJoined()) {
            complete(group, step);
        }
    }

    void initialDelayOver(ClassicGroup group, InitialDelayOver timer, Step<GroupTimer> step) {
        if (group.takeMemberAddedInDelay() && timer.remainingMs() > 0) {
            delayInitial(
                    group,
                    Math.min(config.initialRebalanceDelayMs(), timer.remainingMs()),
                    Math.max(timer.remainingMs() - timer.delayMs(), 0),
                    step);
        } else {
            complete(group, step);
        }
    }

    void joinDeadline(ClassicGroup group, Step<GroupTimer> step) {
        complete(group, step);
    }

    /** Tells everybody who waits for an assignment that there will be none: they go on with what they have. */
    void refuseSyncs(ClassicGroup group, ErrorCode error, Step<GroupTimer> step) {
        for (GroupMember member : group.members().all()) {
            member.takeAwaitingSync().ifPresent(waiting -> {
                step.answer(waiting, JoinAnswers.refusedSync(error));
                sessions.renew(group, member, step);
            });
        }
    }

    private void complete(ClassicGroup group, Step<GroupTimer> step) {
        if (!group.is(GroupState.PREPARING_REBALANCE)) {
            return;
        }
        step.cancel(new JoinPhaseKey(group.id()));
        leaveBehindMissing(group, step);
        if (!group.electJoinedLeader() && !group.members().isEmpty()) {
            // Only static members are left and none of them has joined: their sessions decide how long that may last.
            LOG.warn("Group {} cannot complete its rebalance: none of its static members has joined", group.id());
            scheduleJoinDeadline(group, step);
            return;
        }
        group.nextGeneration(step.nowMs());
        if (group.is(GroupState.EMPTY)) {
            group.history().ended(step.nowMs());
            LOG.info(
                    "Group {} is empty at generation {}: {}",
                    group.id(),
                    group.generation(),
                    group.history().why());
            step.append(GroupRecords.group(group, group.stateSinceMs()));
        } else {
            announceGeneration(group, step);
        }
    }

    private void leaveBehindMissing(ClassicGroup group, Step<GroupTimer> step) {
        List<GroupMember> missing = group.members().all().stream()
                .filter(member -> !member.isStatic() && !member.isAwaitingJoin())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        counts.because(
                new RebalanceReason.RejoinTimedOut(
                        missing.stream().map(GroupMember::id).toList(),
                        group.members().rebalanceTimeoutMs()),
                group.history(),
                group.generation(),
                step.nowMs());
        for (GroupMember member : missing) {
            group.remove(member.id());
            JoinAnswers.refuseAll(member, JoinAnswers.UNKNOWN_MEMBER, ErrorCode.UNKNOWN_MEMBER_ID, step);
            sessions.end(group.id(), member.id(), step);
        }
    }

    private void announceGeneration(ClassicGroup group, Step<GroupTimer> step) {
        LOG.info(
                "Group {} forms generation {} of {} members with protocol {}, leader {}: {}",
                group.id(),
                group.generation(),
                group.members().size(),
                group.protocolName().orElse(""),
                group.leaderId().orElse(""),
                group.history().why());
        for (GroupMember member : group.members().all()) {
            member.takeAwaitingJoin()
                    .ifPresent(waiting -> step.answer(waiting, JoinAnswers.joined(group, member.id())));
            member.markNew(false);
            sessions.renew(group, member, step);
        }
        step.schedule(
                new SyncPhaseKey(group.id()),
                group.members().rebalanceTimeoutMs(),
                new SyncDeadline(group.id(), group.generation()));
    }

    private void delayInitial(ClassicGroup group, int delayMs, int remainingMs, Step<GroupTimer> step) {
        step.schedule(new JoinPhaseKey(group.id()), delayMs, new InitialDelayOver(group.id(), delayMs, remainingMs));
    }

    private void scheduleJoinDeadline(ClassicGroup group, Step<GroupTimer> step) {
        step.schedule(new JoinPhaseKey(group.id()), group.members().rebalanceTimeoutMs(), new JoinDeadline(group.id()));
    }
}
