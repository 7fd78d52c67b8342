package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a share group comes to a new epoch, and what its members are to have then. */
final class ShareEpochs {

    private static final Logger LOG = LoggerFactory.getLogger(ShareEpochs.class);

    private final ShareGroupConfig config;
    private final ShareChanges changes;
    private final MetadataHashes hashes = new MetadataHashes();

    private final RebalanceCounts counts;

    ShareEpochs(ShareGroupConfig config, ShareChanges changes, RebalanceCounts counts) {
        this.counts = counts;
        this.config = config;
        this.changes = changes;
    }

    /** Begins a new epoch if there are reasons for it, or if topics are not as they were. */
    void advanceIfNeeded(ShareGroup group, List<RebalanceReason> reasons, TopicsView topics, ShareEffects effects) {
        if (reasons.isEmpty() && group.topicsSeen().isUpToDate(topics)) {
            return;
        }
        SortedMap<String, Long> current = hashes.of(group.topics(), topics);
        SortedSet<String> changed = group.topicsSeen().look(topics.version(), current);
        long hash = MetadataHashes.combined(current);
        List<RebalanceReason> all = new ArrayList<>(reasons);
        if (all.isEmpty() && hash != group.metadataHash()) {
            all.add(new RebalanceReason.TopicsChanged(List.copyOf(changed)));
        }
        if (!all.isEmpty()) {
            advance(group, all, hash, effects);
        }
    }

    private void advance(ShareGroup group, List<RebalanceReason> reasons, long hash, ShareEffects effects) {
        int before = group.epoch();
        changes.make(new ShareChange.GroupEpoch(group.id(), before + 1, hash), effects);
        reasons.forEach(reason -> counts.because(reason, group.history(), before, effects.nowMs()));
        group.history().reached(group.epoch());
        LOG.info(
                "Share group {} rebalances to epoch {} with {} members: {}",
                group.id(),
                group.epoch(),
                group.members().size(),
                String.join("; ", reasons.stream().map(RebalanceReason::text).toList()));
        if (group.isEmpty()) {
            group.history().ended(effects.nowMs());
        }
    }

    /** Decides who is to have what in the current epoch, where that has not been done and may be done now. */
    void assignIfNeeded(ShareGroup group, TopicsView topics, ShareEffects effects) {
        if (group.targetEpoch() >= group.epoch() || isTooEarly(group, effects.nowMs())) {
            return;
        }
        SortedMap<String, Set<Uuid>> topicsOf = new TreeMap<>();
        group.members()
                .forEach((memberId, member) ->
                        topicsOf.put(memberId, ids(member.profile().topics(), topics)));
        Map<Uuid, SortedSet<Integer>> partitions = new TreeMap<>();
        group.states().made().forEach((topic, made) -> partitions.put(topic, made.indexes()));
        List<ShareChange> targets = new ArrayList<>();
        SimpleAssignor.assign(topicsOf, partitions, group.targets()).forEach((memberId, assignment) -> {
            if (!assignment.equals(group.targets().get(memberId))) {
                targets.add(new ShareChange.Target(group.id(), memberId, assignment));
            }
        });
        // All or none: half of an assignment would leave partitions without a reader.
        targets.forEach(target -> ShareChanges.requireFits(target, effects));
        targets.forEach(target -> changes.make(target, effects));
        changes.make(new ShareChange.TargetEpoch(group.id(), group.epoch(), effects.nowMs()), effects);
        group.history().ended(effects.nowMs());
        LOG.info(
                "Share group {} is assigned anew for epoch {}: {} of {} members are to have something else",
                group.id(),
                group.epoch(),
                targets.size(),
                group.members().size());
    }

    /** The member with what it is to have: nothing has to be given up first, since partitions are shared. */
    ShareMember reconcile(
            ShareGroup group,
            ShareMember member,
            boolean hasSubscriptionChanged,
            TopicsView topics,
            ShareEffects effects) {
        ShareMember.Progress before = member.progress();
        boolean isOfTarget = before.epoch() == group.targetEpoch();
        if (isOfTarget && !hasSubscriptionChanged) {
            return member;
        }
        Set<Uuid> subscribed = ids(member.profile().topics(), topics);
        Assignment assigned = group.target(member.id()).where((topic, _) -> subscribed.contains(topic));
        ShareMember.Progress after = isOfTarget
                ? new ShareMember.Progress(before.epoch(), before.previousEpoch(), assigned)
                : new ShareMember.Progress(group.targetEpoch(), before.epoch(), assigned);
        if (after.equals(before)) {
            return member;
        }
        changes.make(new ShareChange.Progress(group.id(), member.id(), after), effects);
        return member.with(after);
    }

    /** An assignment of nothing costs nothing to replace: whoever joins first need not wait for the next. */
    private boolean isTooEarly(ShareGroup group, long nowMs) {
        int intervalMs = config.timing().apply(group.id()).assignmentIntervalMs();
        boolean isAnyAssigned = group.targets().values().stream().anyMatch(target -> !target.isEmpty());
        return isAnyAssigned && intervalMs != 0 && nowMs < group.targetTimestampMs() + intervalMs;
    }

    private static Set<Uuid> ids(Set<String> names, TopicsView topics) {
        Set<Uuid> ids = new TreeSet<>();
        names.forEach(name -> topics.named(name).map(TopicInfo::id).ifPresent(ids::add));
        return ids;
    }
}
