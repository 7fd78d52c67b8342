package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.assignor.GroupSpec;
import io.weir.coordination.assignor.MemberSpec;
import io.weir.coordination.assignor.PartitionAssignor;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what each member is to have, when the group has come to a new epoch. */
final class Targets {

    private static final Logger LOG = LoggerFactory.getLogger(Targets.class);

    private final ConsumerGroupConfig config;
    private final Changes changes;

    Targets(ConsumerGroupConfig config, Changes changes) {
        this.config = config;
        this.changes = changes;
    }

    /** Assigns anew where the targets are of an older epoch than the group, but not more often than it is to be. */
    void updateIfNeeded(ConsumerGroup group, TopicsView topics, Effects effects) {
        if (group.targetEpoch() >= group.epoch() || isTooEarly(group, effects.nowMs())) {
            return;
        }
        PartitionAssignor assignor = assignorOf(group);
        Map<String, Assignment> assigned = group.isEmpty() ? Map.of() : assignor.assign(spec(group, topics));
        List<Change> targets = new ArrayList<>();
        assigned.forEach((memberId, assignment) -> {
            if (!group.hasTarget(memberId) || !group.target(memberId).equals(assignment)) {
                targets.add(new Change.Target(group.id(), memberId, assignment));
            }
        });
        // All or none: half of an assignment would give partitions to two members.
        targets.forEach(target -> Changes.requireFits(target, effects));
        targets.forEach(target -> changes.make(target, effects));
        changes.make(new Change.TargetEpoch(group.id(), group.epoch(), effects.nowMs()), effects);
        LOG.info(
                "Group {} is assigned anew for epoch {} by {}: {} of {} members are to have something else",
                group.id(),
                group.epoch(),
                assignor.name(),
                targets.size(),
                group.members().size());
    }

    /** The assignor most members ask for, or the default where none does. */
    PartitionAssignor assignorOf(ConsumerGroup group) {
        Map<String, Integer> votes = new HashMap<>();
        group.members()
                .values()
                .forEach(member ->
                        member.profile().wishes().assignor().ifPresent(name -> votes.merge(name, 1, Integer::sum)));
        Optional<String> winner = config.assignors().stream()
                .filter(votes::containsKey)
                .reduce((a, b) -> votes.getOrDefault(b, 0) > votes.getOrDefault(a, 0) ? b : a);
        return PartitionAssignor.named(winner.orElse(config.assignors().getFirst()))
                .orElseThrow(() -> new IllegalStateException("an assignor that was there is gone"));
    }

    /** Ids of the existing topics a member reads. */
    static Set<Uuid> topicIds(ConsumerGroup group, Member member, TopicsView topics) {
        SortedSet<Uuid> ids = new TreeSet<>();
        for (String name : group.subscriptions().of(member.profile().topics())) {
            topics.named(name).ifPresent(topic -> ids.add(topic.id()));
        }
        return ids;
    }

    private boolean isTooEarly(ConsumerGroup group, long nowMs) {
        int intervalMs = config.timing().apply(group.id()).assignmentIntervalMs();
        return group.targetTimestampMs() != 0 && intervalMs != 0 && nowMs < group.targetTimestampMs() + intervalMs;
    }

    private static GroupSpec spec(ConsumerGroup group, TopicsView topics) {
        Map<Uuid, Integer> counts = new HashMap<>();
        for (String name : group.subscriptions().topics()) {
            topics.named(name).ifPresent(topic -> counts.put(topic.id(), topic.partitions()));
        }
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        Map<MemberProfile.Topics, Set<Uuid>> idsOf = new HashMap<>();
        group.members().forEach((memberId, member) -> {
            // Most members want the same: one look-up serves them all.
            Set<Uuid> ids = idsOf.computeIfAbsent(member.profile().topics(), _ -> topicIds(group, member, topics));
            members.put(memberId, new MemberSpec(member.profile().instanceId(), ids, group.target(memberId)));
        });
        return new GroupSpec(members, counts);
    }
}
