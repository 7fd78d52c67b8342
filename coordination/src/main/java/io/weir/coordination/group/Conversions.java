package io.weir.coordination.group;

import io.weir.coordination.consumer.ClassicMembership;
import io.weir.coordination.consumer.ClassicState;
import io.weir.coordination.consumer.Predecessor;
import io.weir.coordination.group.GroupTimer.JoinPhaseKey;
import io.weir.coordination.group.GroupTimer.SyncPhaseKey;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Classic groups end where consumer groups begin, with or without members, and begin where those end. */
final class Conversions {

    private final Groups groups;
    private final Rebalances rebalances;
    private final Sessions sessions;

    Conversions(Groups groups, Rebalances rebalances, Sessions sessions) {
        this.groups = groups;
        this.rebalances = rebalances;
        this.sessions = sessions;
    }

    /** This group as what a consumer group is to continue; one without members simply ends. */
    Predecessor predecessor(ClassicGroup group, Step<GroupTimer> step) {
        return new Predecessor(
                group.is(GroupState.EMPTY) ? Optional.empty() : Optional.of(state(group)), () -> dismiss(group, step));
    }

    /** Members of a consumer group that has ended go on as a classic group; it rebalances if there are reasons. */
    void becomeClassic(ClassicState state, List<RebalanceReason> reasons, Step<GroupTimer> step) {
        ClassicGroup group = group(state, step.nowMs());
        groups.put(group);
        step.append(GroupRecords.group(group, group.stateSinceMs()));
        group.members().all().forEach(member -> sessions.renew(group, member, step));
        rebalances.because(reasons, group, step);
    }

    /** The record that such a group begins with. */
    static CoordinatorRecord record(ClassicState state, long nowMs) {
        ClassicGroup group = group(state, nowMs);
        return GroupRecords.group(group, group.stateSinceMs());
    }

    private static ClassicGroup group(ClassicState state, long nowMs) {
        return ClassicGroup.ofConsumers(
                state.groupId(),
                state.generation(),
                state.members().stream().map(Conversions::member).toList(),
                nowMs);
    }

    /** Whoever waits is told to join again, and finds the other kind of group then. */
    private void dismiss(ClassicGroup group, Step<GroupTimer> step) {
        for (GroupMember member : group.members().all()) {
            JoinAnswers.refuseAll(member, member.id(), ErrorCode.REBALANCE_IN_PROGRESS, step);
            sessions.end(group.id(), member.id(), step);
        }
        group.pendingJoins().forEach(pending -> sessions.end(group.id(), pending, step));
        step.cancel(new JoinPhaseKey(group.id()));
        step.cancel(new SyncPhaseKey(group.id()));
        groups.remove(group.id());
        step.append(GroupRecords.groupTombstone(group.id()));
    }

    private static ClassicState state(ClassicGroup group) {
        return new ClassicState(
                group.id(),
                group.generation(),
                group.members().all().stream().map(Conversions::state).toList());
    }

    private static ClassicState.ClassicMember state(GroupMember member) {
        GroupMember.Identity who = member.identity();
        return new ClassicState.ClassicMember(
                new ClassicState.Identity(who.memberId(), who.instanceId(), who.clientId(), who.clientHost()),
                member.timeouts().rebalanceMs(),
                new ClassicMembership(
                        member.timeouts().sessionMs(),
                        member.protocols().stream()
                                .map(protocol -> new ClassicMembership.Protocol(protocol.name(), protocol.metadata()))
                                .toList()),
                member.assignment());
    }

    private static GroupMember member(ClassicState.ClassicMember state) {
        ClassicState.Identity who = state.identity();
        GroupMember member = new GroupMember(
                new GroupMember.Identity(who.memberId(), who.instanceId(), who.clientId(), who.clientHost()),
                new GroupMember.Timeouts(
                        state.rebalanceTimeoutMs(), state.membership().sessionTimeoutMs()),
                state.membership().protocols().stream()
                        .map(protocol -> new GroupMember.Protocol(protocol.name(), protocol.metadata()))
                        .toList());
        member.assign(state.assignment());
        return member;
    }
}
