package io.weir.coordination.streams;

import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Heartbeats of members that are in or come in: what a member says is noted; where that changes anything the group comes
 * to a new epoch and is assigned anew; and the member goes a step towards what it is to have.
 */
final class StreamsHeartbeats {

    private static final int NO_TOPOLOGY = -1;

    private final StreamsGroupConfig config;
    private final StreamsChanges changes;
    private final StreamsEntrance entrance;
    private final StreamsEpochs epochs;
    private final StreamsReconciler reconciler;
    private final MetadataHashes hashes = new MetadataHashes();

    StreamsHeartbeats(
            StreamsGroupConfig config, StreamsChanges changes, StreamsEpochs epochs, StreamsReconciler reconciler) {
        this.config = config;
        this.changes = changes;
        this.entrance = new StreamsEntrance(config);
        this.epochs = epochs;
        this.reconciler = reconciler;
    }

    /** Handles a heartbeat; the claim is made before the first change, and not at all when the heartbeat is refused. */
    StreamsAnswer handle(StreamsHeartbeat beat, Runnable claim, TopicsView topics, StreamsEffects effects) {
        Optional<StreamsGroup> known = changes.find(beat.groupId());
        StreamsEntrance.Entry entry = entrance.enter(known, beat, topics);
        boolean wasEmpty = known.map(StreamsGroup::isEmpty).orElse(true);
        StreamsProfile profile = beat.profile(entry.member().profile());
        StreamsChange.Profile said = new StreamsChange.Profile(beat.groupId(), beat.memberId(), profile);
        StreamsChange.Topology topology = new StreamsChange.Topology(beat.groupId(), entry.topology());
        StreamsChanges.requireFits(said, effects);
        StreamsChanges.requireFits(topology, effects);
        claim.run();

        List<RebalanceReason> reasons = new ArrayList<>();
        if (!profile.equals(entry.member().profile())) {
            changes.make(said, effects);
            reasons.add(
                    entry.isNew()
                            ? new RebalanceReason.MemberJoined(beat.memberId(), Optional.empty(), "")
                            : new RebalanceReason.MemberChanged(beat.memberId(), ""));
        }
        StreamsGroup group = require(beat.groupId());
        if (group.topology().isEmpty()) {
            changes.make(topology, effects);
        }
        advanceIfNeeded(group, entry, reasons, topics, effects);
        if (wasEmpty) {
            waitForMembers(group, effects);
        }
        boolean isAssigned = epochs.assignIfNeeded(group, entry.plan(), effects);
        StreamsMember after = reconciler.reconcile(group, entry.member().with(profile), beat.owned(), effects);
        effects.schedule(
                new StreamsTimer.SessionExpired(group.id(), after.id()),
                config.of(group.id()).sessionTimeoutMs());
        if (beat.request().shutdownApplication()) {
            requestShutdown(group, beat.memberId());
        }
        StreamsGroupHeartbeatResponse.Builder answer = answer(beat, group, entry.member(), after, topics);
        return new StreamsAnswer(
                answer.status(status(group, after, entry.plan(), isAssigned)).build(),
                entry.plan().missing());
    }

    private void advanceIfNeeded(
            StreamsGroup group,
            StreamsEntrance.Entry entry,
            List<RebalanceReason> reasons,
            TopicsView topics,
            StreamsEffects effects) {
        group.now().plan = Optional.of(entry.plan());
        long hash = group.epoch().metadataHash();
        if (!group.now().topicsSeen.isUpToDate(topics) || !reasons.isEmpty()) {
            SortedMap<String, Long> current = hashes.of(TopologyPlanner.required(entry.topology()), topics);
            SortedSet<String> changed = group.now().topicsSeen.look(topics.version(), current);
            hash = MetadataHashes.combined(current);
            if (hash != group.epoch().metadataHash() && reasons.isEmpty()) {
                reasons.add(new RebalanceReason.TopicsChanged(List.copyOf(changed)));
            }
        }
        int validated = entry.plan().isReady() ? entry.topology().epoch() : NO_TOPOLOGY;
        if (validated != group.epoch().validatedTopologyEpoch() && reasons.isEmpty()) {
            reasons.add(new RebalanceReason.TopicsChanged(List.of()));
        }
        SortedMap<String, String> settings = config.of(group.id()).forAssignment();
        if (reasons.isEmpty() && !settings.equals(group.epoch().settings())) {
            reasons.add(new RebalanceReason.SettingsChanged(settings));
        }
        if (!reasons.isEmpty()) {
            epochs.advance(group, reasons, hash, validated, effects);
        }
    }

    /** The members of a new application come one after the other: what is assigned to the first would move on at once. */
    private void waitForMembers(StreamsGroup group, StreamsEffects effects) {
        int delayMs = config.of(group.id()).initialRebalanceDelayMs();
        if (delayMs > 0) {
            group.now().waitsForMembers = true;
            effects.schedule(new StreamsTimer.InitialDelayOver(group.id()), delayMs);
        }
    }

    static void requestShutdown(StreamsGroup group, String memberId) {
        if (group.now().shutdownRequester.isEmpty()) {
            group.now().shutdownRequester = Optional.of(memberId);
        }
    }

    private StreamsGroupHeartbeatResponse.Builder answer(
            StreamsHeartbeat beat, StreamsGroup group, StreamsMember before, StreamsMember after, TopicsView topics) {
        StreamsGroupHeartbeatResponse.Builder answer = StreamsGroupHeartbeatResponse.builder()
                .memberId(after.id())
                .memberEpoch(after.progress().epoch())
                .heartbeatIntervalMs(config.of(group.id()).heartbeatIntervalMs());
        HeldTasks assigned = after.progress().assigned();
        boolean hasChanged = !assigned.equals(before.progress().assigned());
        // One that missed an answer says what it had before: it has to be told again.
        boolean hasMissed =
                beat.owned().filter(owned -> !owned.equals(assigned.toTasks())).isPresent();
        if (beat.isJoining() || hasChanged || hasMissed) {
            answer.activeTasks(tasks(assigned.active().keySet()))
                    .standbyTasks(tasks(assigned.standby()))
                    .warmupTasks(tasks(assigned.warmup()));
        }
        if ((beat.isJoining() || hasChanged)
                && after.profile().process().endpoint().isPresent()) {
            group.now().endpointEpoch++;
        }
        if (group.now().endpointEpoch != beat.request().endpointInformationEpoch()) {
            answer.partitionsByUserEndpoint(Endpoints.of(group, topics));
        }
        return answer.endpointInformationEpoch(group.now().endpointEpoch);
    }

    private static List<StreamsGroupHeartbeatResponse.TaskIds> tasks(Iterable<TaskId> tasks) {
        return TaskLists.of(
                tasks,
                (subtopology, partitions) -> StreamsGroupHeartbeatResponse.TaskIds.builder()
                        .subtopologyId(subtopology)
                        .partitions(partitions)
                        .build());
    }

    private static List<Status> status(
            StreamsGroup group, StreamsMember member, TopologyPlan plan, boolean isAssigned) {
        List<Status> status = new ArrayList<>();
        int topologyEpoch = group.topology().map(topology -> topology.epoch()).orElse(NO_TOPOLOGY);
        if (member.profile().topologyEpoch() < topologyEpoch) {
            status.add(StreamsStatus.STALE_TOPOLOGY.with("The member's topology epoch "
                    + member.profile().topologyEpoch() + " is behind the group's topology epoch " + topologyEpoch
                    + "."));
        }
        if (!isAssigned) {
            status.add(StreamsStatus.ASSIGNMENT_DELAYED.with(
                    group.now().waitsForMembers
                            ? "Assignment delayed due to the configured initial rebalance delay."
                            : "Assignment delayed due to the configured assignment interval."));
        }
        plan.problem().ifPresent(problem -> status.add(StreamsStatus.of(problem.code(), problem.detail())));
        group.now()
                .shutdownRequester
                .ifPresent(requester -> status.add(StreamsStatus.SHUTDOWN_APPLICATION.with("Streams group member "
                        + requester + " encountered a fatal error and requested a shutdown for the entire"
                        + " application.")));
        return status;
    }

    private StreamsGroup require(String groupId) {
        return changes.find(groupId)
                .orElseThrow(() -> new IllegalStateException("group " + groupId + " went while it was changed"));
    }
}
