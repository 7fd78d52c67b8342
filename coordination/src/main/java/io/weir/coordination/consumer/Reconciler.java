package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Optional;
import java.util.Set;

/** Brings members a step nearer to their targets, and watches that those who are to give partitions up do so in time. */
final class Reconciler {

    private final Changes changes;
    private final Epochs epochs;

    Reconciler(Changes changes, Epochs epochs) {
        this.changes = changes;
        this.epochs = epochs;
    }

    /**
     * The member's next step.
     *
     * @param reported what it says it has; empty when it does not say
     * @return the member as it is then
     */
    Member reconcile(
            ConsumerGroup group,
            Member member,
            boolean hasSubscriptionChanged,
            Optional<Assignment> reported,
            TopicsView topics,
            Effects effects) {
        if (!hasSubscriptionChanged && member.progress().isReconciledTo(group.targetEpoch())) {
            return member;
        }
        requireKnownState(member, reported);
        Set<Uuid> subscribed = Targets.topicIds(group, member, topics);
        MemberProgress next = new Reconciliation(
                        group.targetEpoch(),
                        group.target(member.id()),
                        subscribed::contains,
                        hasSubscriptionChanged,
                        reported,
                        (topic, partition) -> group.isFreeFor(member.id(), topic, partition))
                .next(member.progress());
        if (next.equals(member.progress())) {
            return member;
        }
        changes.make(new Change.Progress(group.id(), member.id(), next), effects);
        Member stepped = member.with(next);
        watch(group, stepped, effects);
        epochs.endIfSettled(group, effects);
        return stepped;
    }

    /** Starts the timer of a member that has to give partitions up, and stops that of one that has not. */
    void watch(ConsumerGroup group, Member member, Effects effects) {
        if (member.profile().isClassic()) {
            return;
        }
        if (member.progress().state() == MemberState.UNREVOKED_PARTITIONS) {
            effects.schedule(
                    new ConsumerTimer.RevocationOverdue(
                            group.id(), member.id(), member.progress().epoch()),
                    member.profile().wishes().rebalanceTimeoutMs());
        } else {
            effects.cancel(ConsumerTimer.RevocationOverdue.keyOf(group.id(), member.id()));
        }
    }

    /** Nobody knows what a member in a state of some newer version may do: it has to begin again with nothing. */
    private static void requireKnownState(Member member, Optional<Assignment> reported) {
        if (member.progress().state() == MemberState.UNKNOWN
                && !reported.map(Assignment::isEmpty).orElse(false)) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_MEMBER_EPOCH,
                    "Member " + member.id() + " is in a state that is not known here; it has to give up all its"
                            + " partitions and join again");
        }
    }
}
