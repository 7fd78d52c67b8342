package io.weir.coordination.consumer;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How members go: by saying so, by silence, or by holding on to what they were to give up. */
final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    private final ConsumerGroupConfig config;
    private final Changes changes;
    private final Regexes regexes;
    private final Epochs epochs;

    Departures(ConsumerGroupConfig config, Changes changes, Regexes regexes, Epochs epochs) {
        this.config = config;
        this.changes = changes;
        this.regexes = regexes;
        this.epochs = epochs;
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
            remove(group, member, new RebalanceReason.MemberLeft(member.id(), ""), topics, effects);
        }
        return ConsumerGroupHeartbeatResponse.builder()
                .memberId(member.id())
                .memberEpoch(beat.epoch())
                .build();
    }

    void timeout(ConsumerTimer timer, TopicsView topics, Effects effects) {
        changes.find(timer.groupId()).ifPresent(group -> {
            switch (timer) {
                case ConsumerTimer.SessionExpired(String groupId, String memberId) ->
                    group.member(memberId)
                            .ifPresent(member -> remove(
                                    group,
                                    member,
                                    new RebalanceReason.SessionTimedOut(memberId, sessionTimeoutMs(groupId, member)),
                                    topics,
                                    effects));
                case ConsumerTimer.RevocationOverdue(String _, String memberId, int epoch) ->
                    group.member(memberId)
                            .filter(member -> member.progress().epoch() == epoch)
                            .ifPresent(member -> remove(
                                    group,
                                    member,
                                    new RebalanceReason.RevocationTimedOut(
                                            memberId, member.profile().wishes().rebalanceTimeoutMs()),
                                    topics,
                                    effects));
            }
        });
    }

    private int sessionTimeoutMs(String groupId, Member member) {
        return member.profile()
                .classic()
                .map(ClassicMembership::sessionTimeoutMs)
                .orElseGet(() -> config.timing().apply(groupId).sessionTimeoutMs());
    }

    private void remove(
            ConsumerGroup group, Member member, RebalanceReason reason, TopicsView topics, Effects effects) {
        LOG.info("Group {} loses a member: {}", group.id(), reason.text());
        changes.make(new Change.ProgressGone(group.id(), member.id()), effects);
        changes.make(new Change.TargetGone(group.id(), member.id()), effects);
        changes.make(new Change.MemberGone(group.id(), member.id()), effects);
        effects.cancel(new ConsumerTimer.SessionExpired(group.id(), member.id()));
        effects.cancel(ConsumerTimer.RevocationOverdue.keyOf(group.id(), member.id()));
        regexes.forgetUnread(group, effects);
        epochs.advanceIfNeeded(group, List.of(reason), topics, effects);
    }
}
