package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicsSeen;
import io.weir.coordination.rebalance.Awaited;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A consumer group: its epochs, its members, what each is to have and has. Changes by {@link Change}s only, whether they
 * have just been decided or are read from the log.
 */
final class ConsumerGroup {

    /** A group is in this epoch, assigned and all, before anything is written about it. */
    private static final int FIRST_EPOCH = 1;

    private final String id;
    private final NavigableMap<String, Member> members = new TreeMap<>();
    private final Map<String, String> idsByInstance = new HashMap<>();
    private final SortedMap<String, Assignment> targets = new TreeMap<>();
    private final PartitionOwners owners = new PartitionOwners();
    private final Subscriptions subscriptions = new Subscriptions(members);
    private final RebalanceHistory history = new RebalanceHistory();
    private final TopicsSeen topicsSeen = new TopicsSeen();
    private final Set<String> toldToRejoin = new HashSet<>();
    private int epoch = FIRST_EPOCH;
    private long metadataHash;
    private int targetEpoch = FIRST_EPOCH;
    private long targetTimestampMs;
    private boolean hasOldMetadata;

    ConsumerGroup(String id) {
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

    boolean hasOldMetadata() {
        return hasOldMetadata;
    }

    /** All members by id; a view. */
    NavigableMap<String, Member> members() {
        return Collections.unmodifiableNavigableMap(members);
    }

    Optional<Member> member(String memberId) {
        return Optional.ofNullable(members.get(memberId));
    }

    Optional<Member> staticMember(String instanceId) {
        return Optional.ofNullable(idsByInstance.get(instanceId)).flatMap(this::member);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean hasTarget(String memberId) {
        return targets.containsKey(memberId);
    }

    /** What a member is to have. */
    Assignment target(String memberId) {
        return targets.getOrDefault(memberId, Assignment.EMPTY);
    }

    /** Whether nobody else holds the partition. */
    boolean isFreeFor(String memberId, Uuid topic, int partition) {
        return owners.of(topic, partition)
                .filter(owner -> !owner.equals(memberId))
                .isEmpty();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    RebalanceHistory history() {
        return history;
    }

    /** What was last seen of the topics; not kept in the log. */
    TopicsSeen topicsSeen() {
        return topicsSeen;
    }

    /** Members of the classic protocol that were told to join again and have not yet; not kept in the log. */
    Set<String> toldToRejoin() {
        return toldToRejoin;
    }

    ConsumerGroupState state() {
        if (members.isEmpty()) {
            return ConsumerGroupState.EMPTY;
        }
        if (epoch > targetEpoch) {
            return ConsumerGroupState.ASSIGNING;
        }
        boolean isSettled =
                members.values().stream().allMatch(member -> member.progress().isReconciledTo(targetEpoch));
        return isSettled ? ConsumerGroupState.STABLE : ConsumerGroupState.RECONCILING;
    }

    /** Whom the group waits for to come to its epoch; empty where it waits for nobody. */
    String waitsFor() {
        if (state() != ConsumerGroupState.RECONCILING) {
            return "";
        }
        Awaited revoking = new Awaited();
        Awaited behind = new Awaited();
        for (Member member : members.values()) {
            switch (member.progress().state()) {
                case UNREVOKED_PARTITIONS ->
                    revoking.add(member.id(), member.profile().clientHost());
                case STABLE -> {
                    if (member.progress().epoch() != targetEpoch) {
                        behind.add(member.id(), member.profile().clientHost());
                    }
                }
                // These wait for the others themselves.
                case UNRELEASED_PARTITIONS, UNKNOWN -> {}
            }
        }
        return Stream.of(
                        revoking.to("give up partitions (within max.poll.interval.ms)"),
                        behind.to("send a heartbeat, by which it hears what to have"))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(", and for "));
    }

    /** Makes a change; one about a member that is not there makes that member, or has no effect where it removes. */
    void apply(Change change) {
        switch (change) {
            case Change.GroupEpoch(String _, int newEpoch, long newHash) -> {
                epoch = newEpoch;
                metadataHash = newHash;
            }
            case Change.GroupGone _ -> {}
            case Change.OldMetadata(String _, boolean isThere) -> hasOldMetadata = isThere;
            case Change.Profile(String _, String memberId, MemberProfile profile) ->
                put(memberOrNew(memberId).with(profile));
            case Change.MemberGone(String _, String memberId) -> remove(memberId);
            case Change.TargetEpoch(String _, int newEpoch, long timestampMs) -> {
                targetEpoch = newEpoch;
                targetTimestampMs = timestampMs;
            }
            case Change.TargetsGone _ -> {}
            case Change.Target(String _, String memberId, Assignment assignment) -> targets.put(memberId, assignment);
            case Change.TargetGone(String _, String memberId) -> targets.remove(memberId);
            case Change.Progress(String _, String memberId, MemberProgress progress) ->
                put(memberOrNew(memberId).with(progress));
            case Change.ProgressGone(String _, String memberId) ->
                member(memberId).ifPresent(member -> put(member.with(MemberProgress.NEW)));
            case Change.Regex(String _, String regex, ResolvedRegex resolved) -> subscriptions.resolve(regex, resolved);
            case Change.RegexGone(String _, String regex) -> subscriptions.forget(regex);
        }
    }

    private Member memberOrNew(String memberId) {
        return member(memberId).orElseGet(() -> Member.unknown(memberId));
    }

    private void put(Member member) {
        Optional<Member> before = Optional.ofNullable(members.put(member.id(), member));
        before.ifPresent(old -> owners.remove(member.id(), old.progress().held()));
        owners.add(member.id(), member.progress().held());
        before.flatMap(old -> old.profile().instanceId())
                .filter(instance -> !member.profile().instanceId().equals(Optional.of(instance)))
                .ifPresent(instance -> idsByInstance.remove(instance, member.id()));
        member.profile().instanceId().ifPresent(instance -> idsByInstance.put(instance, member.id()));
        if (before.isEmpty()
                || !before.get().profile().topics().equals(member.profile().topics())) {
            subscriptions.changed();
        }
    }

    private void remove(String memberId) {
        member(memberId).ifPresent(member -> {
            members.remove(memberId);
            toldToRejoin.remove(memberId);
            owners.remove(memberId, member.progress().held());
            member.profile().instanceId().ifPresent(instance -> idsByInstance.remove(instance, memberId));
            subscriptions.changed();
        });
    }
}
