package io.weir.coordination.group;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one group in the order they came, by id and by instance id, and the protocols they share. */
final class Members {

    private final Map<String, GroupMember> byId = new LinkedHashMap<>();
    private final Map<String, String> idByInstance = new HashMap<>();
    private final Map<String, Integer> supporters = new HashMap<>();

    void add(GroupMember member) {
        member.identity().instanceId().ifPresent(instance -> idByInstance.put(instance, member.id()));
        byId.put(member.id(), member);
        countProtocols(member, 1);
    }

    Optional<GroupMember> remove(String memberId) {
        @Nullable GroupMember removed = byId.remove(memberId);
        if (removed == null) {
            return Optional.empty();
        }
        countProtocols(removed, -1);
        removed.identity().instanceId().ifPresent(instance -> idByInstance.remove(instance, memberId));
        return Optional.of(removed);
    }

    void update(GroupMember member, GroupMember.Timeouts timeouts, List<GroupMember.Protocol> protocols) {
        countProtocols(member, -1);
        member.update(timeouts, protocols);
        countProtocols(member, 1);
    }

    Optional<GroupMember> find(String memberId) {
        return Optional.ofNullable(byId.get(memberId));
    }

    boolean contains(String memberId) {
        return byId.containsKey(memberId);
    }

    Optional<String> idOfInstance(String instanceId) {
        return Optional.ofNullable(idByInstance.get(instanceId));
    }

    Collection<GroupMember> all() {
        return byId.values();
    }

    int size() {
        return byId.size();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean allAwaitJoin() {
        return byId.values().stream().allMatch(GroupMember::isAwaitingJoin);
    }

    int awaitingJoin() {
        return (int) byId.values().stream().filter(GroupMember::isAwaitingJoin).count();
    }

    /** The longest time any member may take to rejoin; 0 without members. */
    int rebalanceTimeoutMs() {
        return byId.values().stream()
                .mapToInt(member -> member.timeouts().rebalanceMs())
                .max()
                .orElse(0);
    }

    /** Whether every member supports one of these protocols, the same one. */
    boolean share(Collection<String> protocolNames) {
        return protocolNames.stream().anyMatch(this::isSupportedByAll);
    }

    /**
     * The protocol with the most votes: each member votes for the first in its list that all members support. Among
     * equals the one that was voted for first wins.
     */
    String electProtocol() {
        Map<String, Integer> votes = new LinkedHashMap<>();
        byId.values().forEach(member -> votes.merge(vote(member), 1, Integer::sum));
        String winner = "";
        int most = 0;
        for (Map.Entry<String, Integer> candidate : votes.entrySet()) {
            if (candidate.getValue() > most) {
                winner = candidate.getKey();
                most = candidate.getValue();
            }
        }
        return winner;
    }

    /** Ids in order; a copy. */
    Set<String> ids() {
        return new LinkedHashSet<>(byId.keySet());
    }

    private String vote(GroupMember member) {
        return member.protocolNames().stream()
                .filter(this::isSupportedByAll)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "member " + member.id() + " supports no protocol that all members support"));
    }

    private boolean isSupportedByAll(String protocolName) {
        return supporters.getOrDefault(protocolName, 0) == byId.size();
    }

    private void countProtocols(GroupMember member, int change) {
        for (String name : member.protocolNames()) {
            supporters.merge(name, change, Integer::sum);
            supporters.remove(name, 0);
        }
    }
}
