package io.weir.coordination.streams;

import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.streams.StreamsGroupConfig.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The epochs of streams groups, and the targets that belong to each. */
final class StreamsEpochs {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsEpochs.class);

    private final StreamsGroupConfig config;
    private final StreamsChanges changes;

    private final RebalanceCounts counts;

    StreamsEpochs(StreamsGroupConfig config, StreamsChanges changes, RebalanceCounts counts) {
        this.counts = counts;
        this.config = config;
        this.changes = changes;
    }

    /** Begins a new epoch for these reasons. */
    void advance(
            StreamsGroup group,
            List<RebalanceReason> reasons,
            long metadataHash,
            int validatedTopology,
            StreamsEffects effects) {
        int before = group.epoch().number();
        changes.make(
                new StreamsChange.GroupEpoch(
                        group.id(),
                        new StreamsChange.Epoch(
                                before + 1,
                                metadataHash,
                                validatedTopology,
                                config.of(group.id()).forAssignment())),
                effects);
        reasons.forEach(reason -> counts.because(reason, group.history(), before, effects.nowMs()));
        group.history().reached(before + 1);
        LOG.info(
                "Streams group {} rebalances to epoch {} with {} members: {}",
                group.id(),
                before + 1,
                group.members().size(),
                String.join("; ", reasons.stream().map(RebalanceReason::text).toList()));
        endIfSettled(group, effects);
    }

    /** Assigns anew where the targets are of an older epoch; false when it is too early for that. */
    boolean assignIfNeeded(StreamsGroup group, TopologyPlan plan, StreamsEffects effects) {
        if (group.targetEpoch() >= group.epoch().number() && !group.now().waitsForMembers) {
            return true;
        }
        Settings settings = config.of(group.id());
        boolean isTooEarly = group.targetTimestampMs() != 0
                && settings.assignmentIntervalMs() != 0
                && effects.nowMs() < group.targetTimestampMs() + settings.assignmentIntervalMs();
        if (group.now().waitsForMembers || isTooEarly) {
            return false;
        }
        Map<String, Tasks> before = new HashMap<>();
        group.members().keySet().forEach(member -> before.put(member, group.target(member)));
        SortedMap<String, Tasks> targets = group.isEmpty() || !plan.isReady()
                ? new TreeMap<>()
                : TaskAssignor.assign(group.members(), before, plan, settings.standbyReplicas());
        List<StreamsChange> made = group.members().keySet().stream()
                .filter(member -> !group.hasTarget(member)
                        || !group.target(member).equals(targets.getOrDefault(member, Tasks.NONE)))
                .<StreamsChange>map(member ->
                        new StreamsChange.Target(group.id(), member, targets.getOrDefault(member, Tasks.NONE)))
                .toList();
        // All or none: half of an assignment would give tasks to two members.
        made.forEach(target -> StreamsChanges.requireFits(target, effects));
        made.forEach(target -> changes.make(target, effects));
        changes.make(new StreamsChange.TargetEpoch(group.id(), group.epoch().number(), effects.nowMs()), effects);
        LOG.info(
                "Streams group {} is assigned anew for epoch {}: {} of {} members are to have something else",
                group.id(),
                group.epoch().number(),
                made.size(),
                group.members().size());
        return true;
    }

    /** The rebalance is over when every member has what it is to have, or when there is nobody. */
    void endIfSettled(StreamsGroup group, StreamsEffects effects) {
        String state = group.state();
        if (group.history().isRunning() && (state.equals("Stable") || state.equals("Empty"))) {
            group.history().ended(effects.nowMs());
            LOG.info(
                    "Streams group {} is {} at epoch {} with {} members after {} ms",
                    group.id(),
                    state,
                    group.epoch().number(),
                    group.members().size(),
                    group.history().all().getLast().durationMs());
        }
    }
}
