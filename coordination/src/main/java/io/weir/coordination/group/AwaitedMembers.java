package io.weir.coordination.group;

import io.weir.coordination.rebalance.Awaited;
import java.util.function.Predicate;

/** Whom a classic group waits for: one member that does not come holds up all others. */
final class AwaitedMembers {

    private AwaitedMembers() {}

    /** One clause with the members and what they have yet to do; empty where the group waits for nobody. */
    static String of(ClassicGroup group) {
        return switch (group.state()) {
            case EMPTY, DEAD -> "";
            case PREPARING_REBALANCE ->
                group.isInInitialRebalance() ? "more members (group.initial.rebalance.delay.ms)" : toJoin(group);
            case COMPLETING_REBALANCE ->
                among(group, member -> group.isLeader(member.id())).to("assign, as the leader" + within(group));
            case STABLE ->
                among(group, member -> group.pendingSyncs().contains(member.id()))
                        .to("fetch an assignment" + within(group));
        };
    }

    private static String toJoin(ClassicGroup group) {
        Awaited awaited = among(group, member -> !member.isAwaitingJoin());
        group.pendingJoins().forEach(memberId -> awaited.add(memberId, "an address not known yet"));
        return awaited.to("join again" + within(group));
    }

    private static Awaited among(ClassicGroup group, Predicate<GroupMember> isAwaited) {
        Awaited awaited = new Awaited();
        group.members().all().stream()
                .filter(isAwaited)
                .forEach(member -> awaited.add(member.id(), member.identity().clientHost()));
        return awaited;
    }

    private static String within(ClassicGroup group) {
        return " (within " + group.members().rebalanceTimeoutMs() + " ms, max.poll.interval.ms)";
    }
}
