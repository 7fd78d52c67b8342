package io.weir.coordination.consumer;

import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.rebalance.RebalanceReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The epochs of groups: a group comes to a new one when its members or the topics they read have changed. */
final class Epochs {

    private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

    private final Changes changes;
    private final Targets targets;
    private final MetadataHashes hashes = new MetadataHashes();

    private final RebalanceCounts counts;

    Epochs(Changes changes, Targets targets, RebalanceCounts counts) {
        this.counts = counts;
        this.changes = changes;
        this.targets = targets;
    }

    /** Begins a new epoch if there are reasons for it, or if topics are not as they were. */
    void advanceIfNeeded(ConsumerGroup group, List<RebalanceReason> reasons, TopicsView topics, Effects effects) {
        if (reasons.isEmpty() && group.topicsSeen().isUpToDate(topics)) {
            return;
        }
        SortedMap<String, Long> current = hashes.of(group.subscriptions().topics(), topics);
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

    /** Decides who is to have what in the current epoch, where that has not been done and may be done now. */
    void assignIfNeeded(ConsumerGroup group, TopicsView topics, Effects effects) {
        targets.updateIfNeeded(group, topics, effects);
    }

    private void advance(ConsumerGroup group, List<RebalanceReason> reasons, long hash, Effects effects) {
        int before = group.epoch();
        changes.make(new Change.GroupEpoch(group.id(), before + 1, hash), effects);
        if (group.hasOldMetadata()) {
            changes.make(new Change.OldMetadata(group.id(), false), effects);
        }
        reasons.forEach(reason -> counts.because(reason, group.history(), before, effects.nowMs()));
        group.history().reached(group.epoch());
        LOG.info(
                "Group {} rebalances to epoch {} with {} members: {}",
                group.id(),
                group.epoch(),
                group.members().size(),
                String.join("; ", reasons.stream().map(RebalanceReason::text).toList()));
        endIfSettled(group, effects);
    }

    /** The rebalance is over when every member has what it is to have, or when there is nobody. */
    void endIfSettled(ConsumerGroup group, Effects effects) {
        if (!group.history().isRunning()) {
            return;
        }
        ConsumerGroupState state = group.state();
        if (state == ConsumerGroupState.STABLE || state == ConsumerGroupState.EMPTY) {
            group.history().ended(effects.nowMs());
            LOG.info(
                    "Group {} is {} at epoch {} with {} members after {} ms",
                    group.id(),
                    state.shownName(),
                    group.epoch(),
                    group.members().size(),
                    group.history().all().getLast().durationMs());
        }
    }
}
