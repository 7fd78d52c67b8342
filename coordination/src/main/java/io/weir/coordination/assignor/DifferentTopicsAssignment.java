package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The uniform assignment of a group whose members subscribe to different topics: everybody keeps what it may, partitions
 * without a reader go to the least loaded of those who may have them, and then topic by topic the most loaded reader
 * gives to the least loaded until nothing can be gained by that.
 */
final class DifferentTopicsAssignment {

    /** One round is enough for most subscriptions; where they overlap in chains, each round halves what is left. */
    private static final int MAX_ROUNDS = 16;

    private final GroupSpec group;
    private final Draft draft;
    private final Map<Uuid, List<String>> readers = new TreeMap<>();
    private final Comparator<String> leastLoadedFirst;

    DifferentTopicsAssignment(GroupSpec group) {
        this.group = group;
        this.draft = new Draft(group.members().keySet());
        this.leastLoadedFirst = Comparator.<String>comparingInt(draft::load).thenComparing(Comparator.naturalOrder());
        group.members()
                .forEach((member, spec) -> spec.topics()
                        .forEach(topic -> readers.computeIfAbsent(topic, _ -> new ArrayList<>())
                                .add(member)));
    }

    Map<String, Assignment> compute() {
        List<Uuid> topics = new ArrayList<>(readers.keySet());
        // The fewer choices a topic leaves, the earlier it is placed: the others can make up for it.
        topics.sort(Comparator.<Uuid>comparingDouble(this::partitionsPerReader)
                .reversed()
                .thenComparingInt(topic -> readersOf(topic).size())
                .thenComparing(Comparator.naturalOrder()));
        List<Set<Integer>> unread = topics.stream().map(this::keep).toList();
        for (int i = 0; i < topics.size(); i++) {
            place(topics.get(i), unread.get(i));
        }
        boolean moved = true;
        for (int round = 0; moved && round < MAX_ROUNDS; round++) {
            moved = false;
            for (Uuid topic : topics) {
                moved |= balance(topic);
            }
        }
        return draft.result();
    }

    /** Leaves the topic's partitions with those who have them; returns those that nobody has. */
    private Set<Integer> keep(Uuid topic) {
        Set<Integer> unread = new TreeSet<>();
        for (int partition = 0; partition < group.partitionCount(topic); partition++) {
            unread.add(partition);
        }
        for (String member : readersOf(topic)) {
            for (int partition : specOf(member).current().of(topic)) {
                if (unread.remove(partition)) {
                    draft.add(member, topic, partition);
                }
            }
        }
        return unread;
    }

    private void place(Uuid topic, Set<Integer> partitions) {
        TreeSet<String> byLoad = new TreeSet<>(leastLoadedFirst);
        byLoad.addAll(readersOf(topic));
        for (int partition : partitions) {
            String member = byLoad.removeFirst();
            draft.add(member, topic, partition);
            byLoad.add(member);
        }
    }

    private boolean balance(Uuid topic) {
        TreeSet<String> takers = new TreeSet<>(leastLoadedFirst);
        takers.addAll(readersOf(topic));
        TreeSet<String> givers = new TreeSet<>(leastLoadedFirst);
        readersOf(topic).stream()
                .filter(member -> !draft.of(member, topic).isEmpty())
                .forEach(givers::add);
        boolean moved = false;
        while (!givers.isEmpty() && draft.load(givers.last()) - draft.load(takers.first()) > 1) {
            String giver = givers.last();
            String taker = takers.first();
            // Loads order the sets: who changes must not be in one meanwhile.
            takers.removeAll(List.of(giver, taker));
            givers.removeAll(List.of(giver, taker));
            int partition = draft.of(giver, topic).last();
            draft.remove(giver, topic, partition);
            draft.add(taker, topic, partition);
            takers.addAll(List.of(giver, taker));
            givers.add(taker);
            if (!draft.of(giver, topic).isEmpty()) {
                givers.add(giver);
            }
            moved = true;
        }
        return moved;
    }

    private MemberSpec specOf(String member) {
        return Objects.requireNonNull(group.members().get(member), member);
    }

    private double partitionsPerReader(Uuid topic) {
        return (double) group.partitionCount(topic) / readersOf(topic).size();
    }

    private List<String> readersOf(Uuid topic) {
        return readers.getOrDefault(topic, List.of());
    }
}
