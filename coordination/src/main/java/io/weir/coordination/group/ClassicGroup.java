package io.weir.coordination.group;

import io.weir.coordination.rebalance.RebalanceHistory;
import io.weir.protocol.types.ErrorCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of the classic protocol: its members, its generation and where it is in a rebalance. Holds the rules of what
 * is consistent; who answers whom, when, is decided around it.
 */
final class ClassicGroup {

    /** The protocol type of groups whose members are Kafka consumers. */
    static final String CONSUMER_PROTOCOL_TYPE = "consumer";

    private static final String NO_PROTOCOL_TYPE = "";

    private final String id;
    private final Members members = new Members();
    private final Set<String> pendingJoins = new LinkedHashSet<>();
    private final Set<String> pendingSyncs = new LinkedHashSet<>();
    private final RebalanceHistory history = new RebalanceHistory();
    private GroupState state = GroupState.EMPTY;
    private GroupState previousState = GroupState.EMPTY;
    private long stateSinceMs;
    private String protocolType = NO_PROTOCOL_TYPE;
    private @Nullable String protocolName;
    private @Nullable String leaderId;
    private @Nullable Set<String> subscribedTopics;
    private int generation;
    private boolean memberAddedInDelay;

    /** An empty group that never had a member. */
    ClassicGroup(String id, long nowMs) {
        this.id = id;
        this.stateSinceMs = nowMs;
    }

    /**
     * What a log record says about a group.
     *
     * @param protocolName empty in an empty group
     * @param leaderId empty in an empty group
     * @param stateSinceMs -1 where the record is too old to know
     */
    record Snapshot(
            String protocolType,
            Optional<String> protocolName,
            Optional<String> leaderId,
            int generation,
            long stateSinceMs,
            List<GroupMember> members) {}

    /** The group as it was when the record was written: Stable, or Empty where it had no members. */
    static ClassicGroup restore(String id, Snapshot snapshot) {
        ClassicGroup group = new ClassicGroup(id, snapshot.stateSinceMs());
        group.protocolType = snapshot.protocolType();
        group.protocolName = snapshot.protocolName().orElse(null);
        group.generation = snapshot.generation();
        group.leaderId = snapshot.leaderId().orElse(null);
        snapshot.members().forEach(group.members::add);
        group.state = snapshot.members().isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        group.subscribedTopics = group.computeSubscribedTopics();
        return group;
    }

    /** Members of a consumer group that has ended, with what they were to have there: Stable, in its last epoch, without a leader. */
    static ClassicGroup ofConsumers(String id, int epoch, List<GroupMember> members, long nowMs) {
        ClassicGroup group = new ClassicGroup(id, nowMs);
        members.forEach(member -> group.add(member, CONSUMER_PROTOCOL_TYPE));
        // By this a coordinator that loads the group sees that the rebalance it begins with has not ended.
        group.leaderId = null;
        group.generation = epoch;
        group.protocolName = group.members.electProtocol();
        group.state = GroupState.STABLE;
        group.subscribedTopics = group.computeSubscribedTopics();
        return group;
    }

    String id() {
        return id;
    }

    GroupState state() {
        return state;
    }

    boolean is(GroupState expected) {
        return state == expected;
    }

    /** True from the first join of an empty group until its first join phase is over. */
    boolean isInInitialRebalance() {
        return state == GroupState.PREPARING_REBALANCE && previousState == GroupState.EMPTY;
    }

    long stateSinceMs() {
        return stateSinceMs;
    }

    int generation() {
        return generation;
    }

    /** Empty text where there is none. */
    String protocolType() {
        return protocolType;
    }

    Optional<String> protocolName() {
        return Optional.ofNullable(protocolName);
    }

    Optional<String> leaderId() {
        return Optional.ofNullable(leaderId);
    }

    boolean isLeader(String memberId) {
        return memberId.equals(leaderId);
    }

    /** Whether it came of a consumer group and the rebalance that it began with has yet to end. */
    boolean isWithoutLeader() {
        return leaderId == null && !members.isEmpty();
    }

    Members members() {
        return members;
    }

    /** Members that were given an id and have yet to join with it. */
    Set<String> pendingJoins() {
        return pendingJoins;
    }

    /** Members of this generation that have yet to ask for their assignment. */
    Set<String> pendingSyncs() {
        return pendingSyncs;
    }

    RebalanceHistory history() {
        return history;
    }

    boolean takeMemberAddedInDelay() {
        boolean added = memberAddedInDelay;
        memberAddedInDelay = false;
        return added;
    }

    void transitionTo(GroupState next, long nowMs) {
        if (!next.canFollow(state)) {
            throw new IllegalStateException("group " + id + " cannot go from " + state + " to " + next);
        }
        previousState = state;
        state = next;
        stateSinceMs = nowMs;
    }

    void add(GroupMember member, String memberProtocolType) {
        if (members.isEmpty()) {
            protocolType = memberProtocolType;
        }
        if (leaderId == null) {
            leaderId = member.id();
        }
        members.add(member);
        pendingJoins.remove(member.id());
        memberAddedInDelay |= isInInitialRebalance();
    }

    /** Removes a member or a pending one; a leader is succeeded by the member that came first. */
    Optional<GroupMember> remove(String memberId) {
        Optional<GroupMember> removed = members.remove(memberId);
        pendingJoins.remove(memberId);
        pendingSyncs.remove(memberId);
        if (isLeader(memberId)) {
            leaderId = members.all().stream().map(GroupMember::id).findFirst().orElse(null);
        }
        return removed;
    }

    /** The static member goes on under another id, with its assignment and its leadership. */
    GroupMember replaceStatic(GroupMember old, GroupMember.Identity newIdentity) {
        GroupMember successor = old.reincarnate(newIdentity);
        members.remove(old.id());
        pendingSyncs.remove(old.id());
        members.add(successor);
        if (isLeader(old.id())) {
            leaderId = successor.id();
        }
        return successor;
    }

    /** Whether a member with these protocols can be in the group: the type fits, and one of them suits all members. */
    boolean supports(String memberProtocolType, Collection<String> protocolNames) {
        if (state == GroupState.EMPTY) {
            return !memberProtocolType.isEmpty() && !protocolNames.isEmpty();
        }
        return memberProtocolType.equals(protocolType) && members.share(protocolNames);
    }

    /** NONE, or why a request in this member's name is refused. */
    ErrorCode validate(String memberId, Optional<String> instanceId) {
        if (instanceId.isPresent()) {
            Optional<String> current = members.idOfInstance(instanceId.get());
            if (current.isEmpty()) {
                return ErrorCode.UNKNOWN_MEMBER_ID;
            }
            if (!current.get().equals(memberId)) {
                return ErrorCode.FENCED_INSTANCE_ID;
            }
        }
        return members.contains(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
    }

    boolean haveAllJoined() {
        return pendingJoins.isEmpty() && members.allAwaitJoin();
    }

    /**
     * Makes sure that the leader is a member that has joined.
     *
     * @return false when no member has
     */
    boolean electJoinedLeader() {
        if (members.find(leaderId == null ? "" : leaderId)
                .filter(GroupMember::isAwaitingJoin)
                .isPresent()) {
            return true;
        }
        Optional<String> joined = members.all().stream()
                .filter(GroupMember::isAwaitingJoin)
                .map(GroupMember::id)
                .findFirst();
        joined.ifPresent(memberId -> leaderId = memberId);
        return joined.isPresent();
    }

    /** Forms the next generation of those who are here: to be assigned, or Empty when nobody is. */
    void nextGeneration(long nowMs) {
        generation++;
        pendingSyncs.clear();
        protocolName = members.isEmpty() ? null : members.electProtocol();
        subscribedTopics = computeSubscribedTopics();
        pendingSyncs.addAll(members.ids());
        transitionTo(members.isEmpty() ? GroupState.EMPTY : GroupState.COMPLETING_REBALANCE, nowMs);
        history.reached(generation);
    }

    boolean usesConsumerProtocol() {
        return protocolType.equals(CONSUMER_PROTOCOL_TYPE);
    }

    /** Whether it is known which topics the members read. */
    boolean knowsSubscriptions() {
        return subscribedTopics != null;
    }

    /** What the members read; empty where that is not known. */
    Set<String> subscribedTopics() {
        return subscribedTopics == null ? Set.of() : subscribedTopics;
    }

    /** Whether a member reads the topic. Where a consumer group does not say, every topic counts as read. */
    boolean isSubscribedTo(String topic) {
        return subscribedTopics == null ? usesConsumerProtocol() : subscribedTopics.contains(topic);
    }

    private @Nullable Set<String> computeSubscribedTopics() {
        if (!usesConsumerProtocol()) {
            return null;
        }
        if (members.isEmpty()) {
            return Set.of();
        }
        return protocolName == null
                ? null
                : SubscribedTopics.ofAll(members.all(), protocolName).orElse(null);
    }
}
