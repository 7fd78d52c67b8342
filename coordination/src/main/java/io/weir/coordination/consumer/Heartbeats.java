package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse.TopicPartitions;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Heartbeats of members that are in or come in: what a member says is noted; where that changes what the group reads,
 * the group comes to a new epoch and is assigned anew; and the member goes a step towards what it is to have.
 */
final class Heartbeats {

    private final ConsumerGroupConfig config;
    private final Changes changes;
    private final Entrance entrance;
    private final Regexes regexes;
    private final Epochs epochs;
    private final Reconciler reconciler;

    Heartbeats(ConsumerGroupConfig config, Changes changes, Regexes regexes, Epochs epochs, Reconciler reconciler) {
        this.config = config;
        this.changes = changes;
        this.entrance = new Entrance(config);
        this.regexes = regexes;
        this.epochs = epochs;
        this.reconciler = reconciler;
    }

    /** Handles a heartbeat; the claim is made before the first change, and not at all when the heartbeat is refused. */
    ConsumerGroupHeartbeatResponse handle(
            Heartbeat beat, String memberId, Runnable claim, TopicsView topics, Effects effects) {
        Optional<ConsumerGroup> known = changes.find(beat.groupId());
        if (known.isEmpty() && !beat.isJoining()) {
            throw new GroupRefusedException(
                    ErrorCode.GROUP_ID_NOT_FOUND, "There is no consumer group " + beat.groupId());
        }
        Entrance.Entry entry = entrance.enter(known, beat, memberId);
        MemberProfile profile = beat.profile(entry.member().profile());
        requireValidRegex(known, entry.member(), profile);
        Changes.requireFits(new Change.Profile(beat.groupId(), memberId, profile), effects);
        claim.run();

        entry.replaced().ifPresent(old -> replace(beat.groupId(), old, entry.member(), effects));
        if (!profile.equals(entry.member().profile())) {
            changes.make(new Change.Profile(beat.groupId(), memberId, profile), effects);
        }
        return accepted(beat, entry, profile, topics, effects);
    }

    private ConsumerGroupHeartbeatResponse accepted(
            Heartbeat beat, Entrance.Entry entry, MemberProfile profile, TopicsView topics, Effects effects) {
        ConsumerGroup group = require(beat.groupId());
        Member before = entry.member();
        boolean hasSubscriptionChanged =
                !profile.topics().equals(before.profile().topics());
        List<RebalanceReason> reasons = new ArrayList<>();
        if (hasSubscriptionChanged) {
            regexes.forgetUnread(group, effects);
            reasons.add(
                    entry.isNew()
                            ? new RebalanceReason.MemberJoined(before.id(), beat.instanceId(), "")
                            : new RebalanceReason.MemberChanged(before.id(), ""));
        }
        reasons.addAll(regexes.refresh(group, beat.client().mayDescribe(), topics, effects));
        epochs.advanceIfNeeded(group, reasons, topics, effects);
        epochs.assignIfNeeded(group, topics, effects);
        Member after = reconciler.reconcile(
                group, before.with(profile), hasSubscriptionChanged, beat.owned(), topics, effects);
        effects.schedule(
                new ConsumerTimer.SessionExpired(group.id(), after.id()),
                config.timing().apply(group.id()).sessionTimeoutMs());
        return answer(beat, before, after);
    }

    private void replace(String groupId, Member old, Member successor, Effects effects) {
        Assignment target = require(groupId).target(old.id());
        changes.make(new Change.ProgressGone(groupId, old.id()), effects);
        changes.make(new Change.TargetGone(groupId, old.id()), effects);
        changes.make(new Change.MemberGone(groupId, old.id()), effects);
        changes.make(new Change.Profile(groupId, successor.id(), successor.profile()), effects);
        changes.make(new Change.Target(groupId, successor.id(), target), effects);
        changes.make(new Change.Progress(groupId, successor.id(), successor.progress()), effects);
        effects.cancel(new ConsumerTimer.SessionExpired(groupId, old.id()));
        effects.cancel(ConsumerTimer.RevocationOverdue.keyOf(groupId, old.id()));
    }

    private ConsumerGroupHeartbeatResponse answer(Heartbeat beat, Member before, Member after) {
        boolean tellsAssignment = beat.isJoining()
                || beat.isFull()
                || !before.progress().assigned().equals(after.progress().assigned());
        return ConsumerGroupHeartbeatResponse.builder()
                .memberId(after.id())
                .memberEpoch(after.progress().epoch())
                .heartbeatIntervalMs(config.timing().apply(beat.groupId()).heartbeatIntervalMs())
                .assignment(tellsAssignment ? assignment(after.progress().assigned()) : null)
                .build();
    }

    private static ConsumerGroupHeartbeatResponse.Assignment assignment(OwnedPartitions assigned) {
        return ConsumerGroupHeartbeatResponse.Assignment.builder()
                .topicPartitions(assigned.epochs().entrySet().stream()
                        .map(topic -> TopicPartitions.builder()
                                .topicId(topic.getKey())
                                .partitions(List.copyOf(topic.getValue().keySet()))
                                .build())
                        .toList())
                .build();
    }

    private static void requireValidRegex(Optional<ConsumerGroup> group, Member member, MemberProfile profile) {
        String regex = profile.topics().regex();
        boolean isKnown = regex.equals(member.profile().topics().regex())
                || group.map(found -> found.subscriptions().regexReaders().containsKey(regex))
                        .orElse(false);
        if (profile.topics().hasRegex() && !isKnown) {
            Regexes.requireValid(regex);
        }
    }

    private ConsumerGroup require(String groupId) {
        return changes.find(groupId)
                .orElseThrow(() -> new IllegalStateException("group " + groupId + " went while it was changed"));
    }
}
