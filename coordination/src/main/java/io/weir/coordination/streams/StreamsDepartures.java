package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How members go: by saying so, by silence, or by holding on to what they were to give up. And waits that end. */
final class StreamsDepartures {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsDepartures.class);

    private final StreamsGroupConfig config;
    private final StreamsChanges changes;
    private final StreamsEpochs epochs;

    StreamsDepartures(StreamsGroupConfig config, StreamsChanges changes, StreamsEpochs epochs) {
        this.config = config;
        this.changes = changes;
        this.epochs = epochs;
    }

    StreamsAnswer leave(StreamsHeartbeat beat, StreamsEffects effects) {
        StreamsGroup group = changes.find(beat.groupId())
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.GROUP_ID_NOT_FOUND, "There is no streams group " + beat.groupId()));
        StreamsMember member = group.member(beat.memberId())
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.UNKNOWN_MEMBER_ID,
                        "Member " + beat.memberId() + " is not in group " + beat.groupId()));
        if (beat.request().shutdownApplication()) {
            StreamsHeartbeats.requestShutdown(group, member.id());
        }
        remove(group, member, new RebalanceReason.MemberLeft(member.id(), ""), effects);
        return new StreamsAnswer(
                StreamsGroupHeartbeatResponse.builder()
                        .memberId(beat.memberId())
                        .memberEpoch(beat.epoch())
                        .status(List.of())
                        .build(),
                List.of());
    }

    void timeout(StreamsTimer timer, TopicsView topics, StreamsEffects effects) {
        Optional<StreamsGroup> found = changes.find(timer.groupId());
        if (found.isEmpty()) {
            return;
        }
        StreamsGroup group = found.get();
        switch (timer) {
            case StreamsTimer.SessionExpired(String groupId, String memberId) ->
                group.member(memberId)
                        .ifPresent(member -> remove(
                                group,
                                member,
                                new RebalanceReason.SessionTimedOut(
                                        memberId, config.of(groupId).sessionTimeoutMs()),
                                effects));
            case StreamsTimer.RevocationOverdue(String _, String memberId, int epoch) ->
                group.member(memberId)
                        .filter(member -> member.progress().epoch() == epoch)
                        .ifPresent(member -> remove(
                                group,
                                member,
                                new RebalanceReason.RevocationTimedOut(
                                        memberId, member.profile().rebalanceTimeoutMs()),
                                effects));
            case StreamsTimer.InitialDelayOver _ -> {
                group.now().waitsForMembers = false;
                // The topics may have changed since the last heartbeat, which the next one will notice.
                group.topology()
                        .filter(_ -> !group.isEmpty())
                        .ifPresent(topology ->
                                epochs.assignIfNeeded(group, TopologyPlanner.plan(topology, topics), effects));
            }
        }
    }

    private void remove(StreamsGroup group, StreamsMember member, RebalanceReason reason, StreamsEffects effects) {
        LOG.info("Streams group {} loses a member: {}", group.id(), reason.text());
        changes.make(new StreamsChange.ProgressGone(group.id(), member.id()), effects);
        changes.make(new StreamsChange.TargetGone(group.id(), member.id()), effects);
        changes.make(new StreamsChange.MemberGone(group.id(), member.id()), effects);
        effects.cancel(new StreamsTimer.SessionExpired(group.id(), member.id()));
        effects.cancel(StreamsTimer.RevocationOverdue.keyOf(group.id(), member.id()));
        if (group.isEmpty()) {
            group.now().shutdownRequester = Optional.empty();
        }
        epochs.advance(
                group,
                List.of(reason),
                group.epoch().metadataHash(),
                group.epoch().validatedTopologyEpoch(),
                effects);
    }
}
