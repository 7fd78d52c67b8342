package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsSeen;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceHistory;
import io.weir.protocol.types.Uuid;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A share group: its epochs, its members, what each is to have and has, and for which partitions it has a state of
 * delivery. Changes by {@link ShareChange}s only, whether they have just been decided or are read from the log.
 */
final class ShareGroup {

    /** A group is in this epoch, assigned and all, before anything is written about it. */
    private static final int FIRST_EPOCH = 1;

    private final String id;
    private final NavigableMap<String, ShareMember> members = new TreeMap<>();
    private final SortedMap<String, Assignment> targets = new TreeMap<>();
    private final RebalanceHistory history = new RebalanceHistory();
    private final TopicsSeen topicsSeen = new TopicsSeen();
    private final Map<Uuid, Set<Integer>> underWay = new HashMap<>();
    private StateTopics states = StateTopics.NONE;
    private int epoch = FIRST_EPOCH;
    private long metadataHash;
    private int targetEpoch = FIRST_EPOCH;
    private long targetTimestampMs;

    ShareGroup(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    int epoch() {
        return epoch;
    }

    long metadataHash() {
        return metadataHash;
    }

    int targetEpoch() {
        return targetEpoch;
    }

    /** When the targets were made, ms since 1970; 0 where not known. */
    long targetTimestampMs() {
        return targetTimestampMs;
    }

    /** All members by id; a view. */
    NavigableMap<String, ShareMember> members() {
        return Collections.unmodifiableNavigableMap(members);
    }

    Optional<ShareMember> member(String memberId) {
        return Optional.ofNullable(members.get(memberId));
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** What clients call the state it is in. */
    String shownState() {
        return isEmpty() ? "Empty" : "Stable";
    }

    /** What each member is to have; a view. */
    SortedMap<String, Assignment> targets() {
        return Collections.unmodifiableSortedMap(targets);
    }

    Assignment target(String memberId) {
        return targets.getOrDefault(memberId, Assignment.EMPTY);
    }

    StateTopics states() {
        return states;
    }

    /** Partitions whose state is being made right now, by topic id. Not kept in the log: after a load nothing is. */
    Map<Uuid, Set<Integer>> underWay() {
        return underWay;
    }

    /** Names of all topics that somebody reads, whether they exist or not. */
    SortedSet<String> topics() {
        SortedSet<String> all = new TreeSet<>();
        members.values().forEach(member -> all.addAll(member.profile().topics()));
        return all;
    }

    /** Whether partitions of topics that members read are ready, and not given to anybody yet. */
    boolean hasUnassigned(TopicsView topics) {
        if (isEmpty() || states.made().isEmpty()) {
            return false;
        }
        Map<Uuid, Set<Integer>> given = new HashMap<>();
        targets.values()
                .forEach(target -> target.partitions()
                        .forEach((topic, indexes) -> given.computeIfAbsent(topic, _ -> new HashSet<>())
                                .addAll(indexes)));
        // By the name only its present topic is assigned: one that is gone must not count, or nobody could ever be
        // done.
        Set<Uuid> read = topics().stream()
                .flatMap(name -> topics.named(name).stream())
                .map(TopicInfo::id)
                .collect(Collectors.toSet());
        return states.made().entrySet().stream()
                .filter(topic -> read.contains(topic.getKey()))
                .anyMatch(topic -> !topic.getValue().indexes().equals(given.getOrDefault(topic.getKey(), Set.of())));
    }

    RebalanceHistory history() {
        return history;
    }

    /** What was last seen of the topics; not kept in the log. */
    TopicsSeen topicsSeen() {
        return topicsSeen;
    }

    /** Makes a change; one about a member that is not there makes that member, or has no effect where it removes. */
    void apply(ShareChange change) {
        switch (change) {
            case ShareChange.GroupEpoch(String _, int newEpoch, long newHash) -> {
                epoch = newEpoch;
                metadataHash = newHash;
            }
            case ShareChange.GroupGone _ -> {}
            case ShareChange.Profile(String _, String memberId, ShareMember.Profile profile) ->
                members.put(memberId, memberOrNew(memberId).with(profile));
            case ShareChange.MemberGone(String _, String memberId) -> members.remove(memberId);
            case ShareChange.TargetEpoch(String _, int newEpoch, long timestampMs) -> {
                targetEpoch = newEpoch;
                targetTimestampMs = timestampMs;
            }
            case ShareChange.TargetsGone _ -> {}
            case ShareChange.Target(String _, String memberId, Assignment assignment) ->
                targets.put(memberId, assignment);
            case ShareChange.TargetGone(String _, String memberId) -> targets.remove(memberId);
            case ShareChange.Progress(String _, String memberId, ShareMember.Progress progress) ->
                members.put(memberId, memberOrNew(memberId).with(progress));
            case ShareChange.ProgressGone(String _, String memberId) ->
                members.computeIfPresent(memberId, (_, member) -> member.withoutProgress());
            case ShareChange.States(String _, StateTopics topics) -> states = topics;
            case ShareChange.StatesGone _ -> states = StateTopics.NONE;
        }
    }

    private ShareMember memberOrNew(String memberId) {
        return member(memberId).orElseGet(() -> ShareMember.unknown(memberId));
    }
}
