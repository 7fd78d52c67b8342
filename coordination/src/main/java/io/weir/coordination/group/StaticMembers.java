package io.weir.coordination.group;

import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A static member comes back as a new process: it takes over, if possible without a rebalance (KIP-345). */
final class StaticMembers {

    private static final Logger LOG = LoggerFactory.getLogger(StaticMembers.class);

    /** From JoinGroup version 9 a leader can be told not to assign again (KIP-814). */
    private static final int SKIP_ASSIGNMENT_VERSION = 9;

    private final Rebalances rebalances;
    private final Sessions sessions;

    StaticMembers(Rebalances rebalances, Sessions sessions) {
        this.rebalances = rebalances;
        this.sessions = sessions;
    }

    void replace(ClassicGroup group, GroupMember old, String newId, Join join, Step<GroupTimer> step) {
        String leaderBefore = group.leaderId().orElse(JoinAnswers.UNKNOWN_MEMBER);
        GroupMember successor = group.replaceStatic(old, join.identityAs(newId));
        JoinAnswers.refuseAll(old, old.id(), ErrorCode.FENCED_INSTANCE_ID, step);
        sessions.end(group.id(), old.id(), step);
        group.members().update(successor, join.timeouts(), join.protocols());
        sessions.renew(group, successor, step);
        LOG.info(
                "Group {} replaces static member {} by {} while {}",
                group.id(),
                old.id(),
                newId,
                group.state().shownName());

        if (group.is(GroupState.STABLE) && takesOverQuietly(group, step)) {
            step.answer(
                    join.waiting(),
                    join.context().apiVersion() >= SKIP_ASSIGNMENT_VERSION
                            ? JoinAnswers.resumed(group, newId)
                            : JoinAnswers.resumedAsFollower(group, newId, leaderBefore));
            return;
        }
        join.waitIn(successor, step);
        // While a generation is being assigned its leader may know the old id only, so that must start over as well.
        rebalances.because(
                new RebalanceReason.StaticMemberReplaced(join.instanceId().orElse(""), newId, join.reason()),
                group,
                step);
    }

    /** The assignments stand if the same protocol would be chosen again; the new id must be in the log. */
    private boolean takesOverQuietly(ClassicGroup group, Step<GroupTimer> step) {
        if (!group.protocolName().orElse("").equals(group.members().electProtocol())) {
            return false;
        }
        CoordinatorRecord record = GroupRecords.group(group, group.stateSinceMs());
        if (!step.fits(record)) {
            return false;
        }
        step.append(record);
        return true;
    }
}
