package io.weir.coordination.consumer;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse.TopicPartitions;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heartbeats of members that are in or come in: what a member says is noted; where that changes what the group reads,
 * the group comes to a new epoch and is assigned anew; and the member goes a step towards what it is to have.
 */
final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** Who waits for partitions that others give up is to ask this often: they may be free long before its next turn. */
    private static final int WAITING_MS = 1_000;

    private final ConsumerGroupConfig config;
    private final Changes changes;
    private final Entrance entrance;
    private final Progression progression;
    private final MetadataHashes hashes = new MetadataHashes();

    Heartbeats(ConsumerGroupConfig config, Changes changes, Progression progression) {
        this.config = config;
        this.changes = changes;
        this.entrance = new Entrance(config);
        this.progression = progression;
    }

    /** Handles a heartbeat; a predecessor ends before the first change, and not at all when the heartbeat is refused. */
    ConsumerGroupHeartbeatResponse handle(
            Heartbeat beat, String memberId, Predecessor predecessor, TopicsView topics, Effects effects) {
        Optional<Upgrade> upgrade = predecessor.members().map(classic -> Upgrade.of(classic, config, hashes, topics));
        Optional<ConsumerGroup> known = upgrade.map(Upgrade::group).or(() -> changes.find(beat.groupId()));
        if (known.isEmpty() && !beat.isJoining()) {
            throw new GroupRefusedException(
                    ErrorCode.GROUP_ID_NOT_FOUND, "There is no consumer group " + beat.groupId());
        }
        Entrance.Entry entry = entrance.enter(known, beat, memberId);
        MemberProfile profile = beat.profile(entry.member().profile());
        requireValidRegex(known, entry.member(), profile);
        Changes.requireFits(new Change.Profile(beat.groupId(), memberId, profile), effects);
        upgrade.ifPresent(becoming -> requireFits(becoming, effects));
        predecessor.dismiss().run();

        List<RebalanceReason> reasons = new ArrayList<>();
        upgrade.ifPresent(becoming -> {
            becoming.changes().forEach(change -> changes.make(change, effects));
            becoming.group().members().values().forEach(member -> watchSession(beat.groupId(), member, effects));
            reasons.add(new RebalanceReason.ProtocolChanged("consumer"));
            LOG.info("Classic group {} becomes a consumer group", beat.groupId());
        });
        entry.replaced().ifPresent(old -> progression.replace(beat.groupId(), old, entry.member(), effects));
        return accepted(beat, entry, profile, reasons, topics, effects);
    }

    private static void requireFits(Upgrade upgrade, Effects effects) {
        upgrade.changes().forEach(change -> Changes.requireFits(change, effects));
        List<Change> all = new ArrayList<>(upgrade.changes());
        // As large as the one that ends the classic group.
        all.add(new Change.GroupGone(upgrade.group().id()));
        Changes.requireFitTogether(all, upgrade.group().id(), effects);
    }

    private ConsumerGroupHeartbeatResponse accepted(
            Heartbeat beat,
            Entrance.Entry entry,
            MemberProfile profile,
            List<RebalanceReason> reasons,
            TopicsView topics,
            Effects effects) {
        boolean hasSubscriptionChanged = progression.note(
                beat.groupId(), entry, profile, reasons, beat.client().mayDescribe(), topics, effects);
        ConsumerGroup group = progression.require(beat.groupId());
        Member before = entry.member();
        forgetClassicDuties(group, before, effects);
        Member after =
                progression.goOn(group, before.with(profile), hasSubscriptionChanged, beat.owned(), topics, effects);
        watchSession(group.id(), after, effects);
        return answer(beat, before, after);
    }

    /** A member that has changed its protocol need not do any more what the other one asks for. */
    private static void forgetClassicDuties(ConsumerGroup group, Member before, Effects effects) {
        if (before.profile().isClassic()) {
            group.toldToRejoin().remove(before.id());
            effects.cancel(new ConsumerTimer.RejoinOverdue(group.id(), before.id()));
            effects.cancel(new ConsumerTimer.SyncOverdue(group.id(), before.id()));
        }
    }

    private void watchSession(String groupId, Member member, Effects effects) {
        effects.schedule(
                new ConsumerTimer.SessionExpired(groupId, member.id()), config.sessionTimeoutMs(groupId, member));
    }

    private ConsumerGroupHeartbeatResponse answer(Heartbeat beat, Member before, Member after) {
        boolean tellsAssignment = beat.isJoining()
                || beat.isFull()
                || !before.progress().assigned().equals(after.progress().assigned());
        return ConsumerGroupHeartbeatResponse.builder()
                .memberId(after.id())
                .memberEpoch(after.progress().epoch())
                .heartbeatIntervalMs(intervalMs(beat.groupId(), after))
                .assignment(tellsAssignment ? assignment(after.progress().assigned()) : null)
                .build();
    }

    private int intervalMs(String groupId, Member member) {
        int usualMs = config.timing().apply(groupId).heartbeatIntervalMs();
        boolean isWaiting = member.progress().state() == MemberState.UNRELEASED_PARTITIONS;
        return isWaiting ? Math.min(usualMs, WAITING_MS) : usualMs;
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
}
