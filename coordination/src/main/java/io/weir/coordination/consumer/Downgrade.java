package io.weir.coordination.consumer;

import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer group becomes a classic one again when the last of its members that speaks the consumer protocol is gone. */
final class Downgrade {

    private static final Logger LOG = LoggerFactory.getLogger(Downgrade.class);

    private final ConsumerGroupConfig config;
    private final Changes changes;

    Downgrade(ConsumerGroupConfig config, Changes changes) {
        this.config = config;
        this.changes = changes;
    }

    /** Whether a group without these members is to become a classic one, and can. */
    boolean isDue(ConsumerGroup group, Set<String> leaving, TopicsView topics, Effects effects) {
        int staying = group.members().size() - leaving.size();
        boolean areAllClassic = group.members().values().stream()
                .filter(member -> !leaving.contains(member.id()))
                .allMatch(member -> member.profile().isClassic());
        if (staying == 0 || !areAllClassic || !config.migration().policy().allowsDowngrade()) {
            return false;
        }
        if (staying > config.migration().classicMaxSize()) {
            LOG.info(
                    "Consumer group {} stays one: its {} members are more than group.max.size allows",
                    group.id(),
                    staying);
            return false;
        }
        List<CoordinatorRecord> end =
                Changes.end(group).stream().map(ConsumerRecords::of).toList();
        if (!effects.canBecomeClassic(state(group, leaving, topics), end)) {
            LOG.warn(
                    "Consumer group {} stays one: a classic group of its {} members is more than one batch of"
                            + " __consumer_offsets may have (max.message.bytes)",
                    group.id(),
                    staying);
            return false;
        }
        return true;
    }

    /** Ends the consumer group, and lets the members that stay be a classic one; it rebalances if there are reasons. */
    void make(
            ConsumerGroup group,
            Set<String> leaving,
            List<RebalanceReason> reasons,
            TopicsView topics,
            Effects effects) {
        ClassicState state = state(group, leaving, topics);
        for (String memberId : group.members().keySet()) {
            ConsumerTimer.keysOf(group.id(), memberId).forEach(effects::cancel);
        }
        changes.forget(group, effects);
        LOG.info(
                "Consumer group {} becomes a classic group of {} members",
                group.id(),
                state.members().size());
        effects.becomeClassic(state, reasons);
    }

    private static ClassicState state(ConsumerGroup group, Set<String> leaving, TopicsView topics) {
        List<ClassicState.ClassicMember> members = new ArrayList<>();
        for (Member member : group.members().values()) {
            Optional<ClassicMembership> classic = member.profile().classic();
            if (!leaving.contains(member.id()) && classic.isPresent()) {
                members.add(new ClassicState.ClassicMember(
                        new ClassicState.Identity(
                                member.id(),
                                member.profile().instanceId(),
                                member.profile().clientId(),
                                member.profile().clientHost()),
                        member.profile().wishes().rebalanceTimeoutMs(),
                        classic.get(),
                        EmbeddedProtocol.bytes(
                                // Not what it is to have: the group may change its kind again before it has that.
                                member.progress().held().toAssignment(),
                                topics,
                                classic.get().subscription().version())));
            }
        }
        return new ClassicState(group.id(), group.epoch(), members);
    }
}
