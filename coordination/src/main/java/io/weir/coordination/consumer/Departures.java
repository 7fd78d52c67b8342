package io.weir.coordination.consumer;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How members go: by saying so, by silence, or by holding on to what they were to give up. */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final ConsumerGroupConfig config;
    private final Changes changes;
    private final Regexes regexes;
    private final Epochs epochs;
    private final Downgrade downgrade;

    Departures(ConsumerGroupConfig config, Changes changes, Regexes regexes, Epochs epochs, Downgrade downgrade) {
        this.config = config;
        this.changes = changes;
        this.regexes = regexes;
        this.epochs = epochs;
        this.downgrade = downgrade;
    }

    ConsumerGroupHeartbeatResponse leave(Heartbeat beat, TopicsView topics, Effects effects) {
        String memberId = beat.request().memberId();
        ConsumerGroup group = changes.find(beat.groupId())
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.GROUP_ID_NOT_FOUND, "There is no consumer group " + beat.groupId()));
        Member member = beat.instanceId()
                .map(group::staticMember)
                .orElseGet(() -> group.member(memberId))
                .orElseThrow(() -> Entrance.unknownMember(beat, memberId));
        beat.instanceId().ifPresent(instance -> Entrance.requireHolder(member, memberId, instance));
        if (beat.epoch() == MemberProgress.STATIC_LEAVE && beat.instanceId().isPresent()) {
            LOG.info("Static member {} of group {} is away", member.id(), group.id());
            changes.make(
                    new Change.Progress(
                            group.id(), member.id(), member.progress().away()),
                    effects);
        } else {
            remove(group, Map.of(member.id(), new RebalanceReason.MemberLeft(member.id(), "")), topics, effects);
        }
        return ConsumerGroupHeartbeatResponse.builder()
                .memberId(member.id())
                .memberEpoch(beat.epoch())
                .build();
    }

    void timeout(ConsumerTimer timer, TopicsView topics, Effects effects) {
        changes.find(timer.groupId())
                .ifPresent(group -> reason(timer, group)
                        .ifPresent(reason -> remove(group, Map.of(timer.memberId(), reason), topics, effects)));
    }

    /** Why the member of a timer has to go; empty when it has done in time what it was to do. */
    private Optional<RebalanceReason> reason(ConsumerTimer timer, ConsumerGroup group) {
        Optional<Member> member = group.member(timer.memberId());
        return switch (timer) {
            case ConsumerTimer.SessionExpired(String groupId, String memberId) ->
                member.map(silent ->
                        new RebalanceReason.SessionTimedOut(memberId, config.sessionTimeoutMs(groupId, silent)));
            case ConsumerTimer.RevocationOverdue(String _, String memberId, int epoch) ->
                member.filter(slow -> slow.progress().epoch() == epoch)
                        .map(slow -> new RebalanceReason.RevocationTimedOut(memberId, rebalanceTimeoutMs(slow)));
            case ConsumerTimer.RejoinOverdue(String _, String memberId) ->
                member.filter(slow -> slow.profile().isClassic())
                        .map(slow -> new RebalanceReason.RejoinTimedOut(List.of(memberId), rebalanceTimeoutMs(slow)));
            case ConsumerTimer.SyncOverdue(String _, String memberId) ->
                member.filter(slow -> slow.profile().isClassic())
                        .map(slow -> new RebalanceReason.SyncTimedOut(List.of(memberId), rebalanceTimeoutMs(slow)));
        };
    }

    private static int rebalanceTimeoutMs(Member member) {
        return member.profile().wishes().rebalanceTimeoutMs();
    }

    /** These members go, each for its reason; the others may be a classic group then. */
    void remove(ConsumerGroup group, Map<String, RebalanceReason> leaving, TopicsView topics, Effects effects) {
        if (leaving.isEmpty()) {
            return;
        }
        leaving.values().forEach(reason -> LOG.info("Group {} loses a member: {}", group.id(), reason.text()));
        List<RebalanceReason> reasons = List.copyOf(leaving.values());
        if (downgrade.isDue(group, leaving.keySet(), topics, effects)) {
            downgrade.make(group, leaving.keySet(), reasons, topics, effects);
            return;
        }
        for (String memberId : leaving.keySet()) {
            changes.make(new Change.ProgressGone(group.id(), memberId), effects);
            changes.make(new Change.TargetGone(group.id(), memberId), effects);
            changes.make(new Change.MemberGone(group.id(), memberId), effects);
            ConsumerTimer.keysOf(group.id(), memberId).forEach(effects::cancel);
        }
        regexes.forgetUnread(group, effects);
        epochs.advanceIfNeeded(group, reasons, topics, effects);
    }
}
