package io.weir.coordination.streams;

import io.weir.coordination.membership.TopicsSeen;
import io.weir.coordination.rebalance.Awaited;
import io.weir.coordination.rebalance.RebalanceHistory;
import io.weir.coordination.schema.StreamsGroupTopologyValue;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A streams group: its topology, its epochs, its members, what each is to have and has. Changes by {@link StreamsChange}s
 * only; what is not kept in the log is in {@link Volatile}.
 */
final class StreamsGroup {

    private static final int FIRST_EPOCH = 1;

    private final String id;
    private final NavigableMap<String, StreamsMember> members = new TreeMap<>();
    private final SortedMap<String, Tasks> targets = new TreeMap<>();
    private final RebalanceHistory history = new RebalanceHistory();
    private final Volatile now = new Volatile();
    private StreamsChange.Epoch epoch = new StreamsChange.Epoch(FIRST_EPOCH, 0, -1, new TreeMap<>());
    private @Nullable StreamsGroupTopologyValue topology;
    private int targetEpoch = FIRST_EPOCH;
    private long targetTimestampMs;

    /** What a group knows and need not remember. */
    static final class Volatile {
        final TopicsSeen topicsSeen = new TopicsSeen();
        Optional<TopologyPlan> plan = Optional.empty();
        Optional<String> shutdownRequester = Optional.empty();
        boolean waitsForMembers;
        int endpointEpoch;
    }

    StreamsGroup(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    StreamsChange.Epoch epoch() {
        return epoch;
    }

    int targetEpoch() {
        return targetEpoch;
    }

    /** When the targets were made, ms since 1970; 0 where not known. */
    long targetTimestampMs() {
        return targetTimestampMs;
    }

    Optional<StreamsGroupTopologyValue> topology() {
        return Optional.ofNullable(topology);
    }

    NavigableMap<String, StreamsMember> members() {
        return Collections.unmodifiableNavigableMap(members);
    }

    Optional<StreamsMember> member(String memberId) {
        return Optional.ofNullable(members.get(memberId));
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean hasTarget(String memberId) {
        return targets.containsKey(memberId);
    }

    Tasks target(String memberId) {
        return targets.getOrDefault(memberId, Tasks.NONE);
    }

    RebalanceHistory history() {
        return history;
    }

    Volatile now() {
        return now;
    }

    /** Whether all topics the application needs are there and fit one another. */
    boolean isReady() {
        return topology != null && topology.epoch() == epoch.validatedTopologyEpoch();
    }

    /** As clients see it. */
    String state() {
        if (members.isEmpty()) {
            return "Empty";
        }
        if (!isReady()) {
            return "NotReady";
        }
        if (epoch.number() > targetEpoch) {
            return "Assigning";
        }
        return members.values().stream().allMatch(member -> member.progress().isReconciledTo(targetEpoch))
                ? "Stable"
                : "Reconciling";
    }

    /** Whom the group waits for to come to its epoch; empty where it waits for nobody. */
    String waitsFor() {
        Awaited behind = new Awaited();
        if (isReady() && epoch.number() == targetEpoch) {
            members.values().stream()
                    .filter(member -> !member.progress().isReconciledTo(targetEpoch))
                    .forEach(member -> behind.add(member.id(), member.profile().clientHost()));
        }
        return behind.to("give up and take over tasks");
    }

    /** Makes a change; one about a member that is not there makes that member, or has no effect where it removes. */
    void apply(StreamsChange change) {
        switch (change) {
            case StreamsChange.GroupEpoch(String _, StreamsChange.Epoch next) -> epoch = next;
            case StreamsChange.GroupGone _ -> {}
            case StreamsChange.Topology(String _, StreamsGroupTopologyValue next) -> topology = next;
            case StreamsChange.TopologyGone _ -> topology = null;
            case StreamsChange.Profile(String _, String memberId, StreamsProfile profile) ->
                put(memberOrNew(memberId).with(profile));
            case StreamsChange.MemberGone(String _, String memberId) -> members.remove(memberId);
            case StreamsChange.TargetEpoch(String _, int next, long timestampMs) -> {
                targetEpoch = next;
                targetTimestampMs = timestampMs;
            }
            case StreamsChange.TargetsGone _ -> {}
            case StreamsChange.Target(String _, String memberId, Tasks tasks) -> targets.put(memberId, tasks);
            case StreamsChange.TargetGone(String _, String memberId) -> targets.remove(memberId);
            case StreamsChange.Progress(String _, String memberId, StreamsProgress progress) ->
                put(memberOrNew(memberId).with(progress));
            case StreamsChange.ProgressGone(String _, String memberId) ->
                member(memberId).ifPresent(member -> put(member.with(StreamsProgress.NEW)));
        }
    }

    private StreamsMember memberOrNew(String memberId) {
        return member(memberId).orElseGet(() -> StreamsMember.unknown(memberId));
    }

    private void put(StreamsMember member) {
        members.put(member.id(), member);
    }
}
