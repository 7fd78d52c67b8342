package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What follows from what a member says, in either protocol: where that changes what the group reads, the group comes to a
 * new epoch and is assigned anew; and the member goes a step towards what it is to have.
 */
final class Progression {

    private final Changes changes;
    private final Regexes regexes;
    private final Epochs epochs;
    private final Reconciler reconciler;

    Progression(Changes changes, Regexes regexes, Epochs epochs, Reconciler reconciler) {
        this.changes = changes;
        this.regexes = regexes;
        this.epochs = epochs;
        this.reconciler = reconciler;
    }

    /** Makes the first changes that somebody's entrance needs: a new process takes a static member's place. */
    void replace(String groupId, Member old, Member successor, Effects effects) {
        Assignment target = require(groupId).target(old.id());
        changes.make(new Change.ProgressGone(groupId, old.id()), effects);
        changes.make(new Change.TargetGone(groupId, old.id()), effects);
        changes.make(new Change.MemberGone(groupId, old.id()), effects);
        changes.make(new Change.Profile(groupId, successor.id(), successor.profile()), effects);
        changes.make(new Change.Target(groupId, successor.id(), target), effects);
        changes.make(new Change.Progress(groupId, successor.id(), successor.progress()), effects);
        ConsumerTimer.keysOf(groupId, old.id()).forEach(effects::cancel);
    }

    /**
     * Notes what a member says, and begins a new epoch if that is needed.
     *
     * @param reasons why that may be needed anyhow
     * @return whether the member wants other topics than before
     */
    boolean note(
            String groupId,
            Entrance.Entry entry,
            MemberProfile profile,
            List<RebalanceReason> reasons,
            Predicate<String> mayDescribe,
            TopicsView topics,
            Effects effects) {
        Member before = entry.member();
        if (!profile.equals(before.profile())) {
            changes.make(new Change.Profile(groupId, before.id(), profile), effects);
        }
        ConsumerGroup group = require(groupId);
        boolean hasSubscriptionChanged =
                !profile.topics().equals(before.profile().topics());
        List<RebalanceReason> all = new ArrayList<>(reasons);
        if (hasSubscriptionChanged) {
            regexes.forgetUnread(group, effects);
            all.add(
                    entry.isNew()
                            ? new RebalanceReason.MemberJoined(before.id(), profile.instanceId(), "")
                            : new RebalanceReason.MemberChanged(before.id(), ""));
        }
        all.addAll(regexes.refresh(group, mayDescribe, topics, effects));
        epochs.advanceIfNeeded(group, all, topics, effects);
        return hasSubscriptionChanged;
    }

    /** A member has nothing new to say; the topics may have changed, or it may be time to assign. */
    void lookAround(ConsumerGroup group, TopicsView topics, Effects effects) {
        epochs.advanceIfNeeded(group, List.of(), topics, effects);
        epochs.assignIfNeeded(group, topics, effects);
    }

    /** Decides who is to have what, where that has not been done and may be done now; returns the member a step further. */
    Member goOn(
            ConsumerGroup group,
            Member member,
            boolean hasSubscriptionChanged,
            Optional<Assignment> owned,
            TopicsView topics,
            Effects effects) {
        epochs.assignIfNeeded(group, topics, effects);
        return reconciler.reconcile(group, member, hasSubscriptionChanged, owned, topics, effects);
    }

    ConsumerGroup require(String groupId) {
        return changes.find(groupId)
                .orElseThrow(() -> new IllegalStateException("group " + groupId + " went while it was changed"));
    }
}
