package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.protocol.types.Uuid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kafka's assignor of share groups, "simple": every partition has a reader; where there are more members than
 * partitions they share them, as evenly as can be. Who has something keeps it as far as that allows.
 */
final class SimpleAssignor {

    /** What clients are told it is called. */
    static final String NAME = "simple";

    private record Slot(Uuid topic, int partition) {}

    private final SortedMap<String, Set<Uuid>> topicsOf;
    private final Map<Uuid, ? extends Set<Integer>> partitions;
    private final Map<String, Assignment> current;
    private final Map<String, Map<Uuid, Set<Integer>>> given = new LinkedHashMap<>();

    private SimpleAssignor(
            SortedMap<String, Set<Uuid>> topicsOf,
            Map<Uuid, ? extends Set<Integer>> partitions,
            Map<String, Assignment> current) {
        this.topicsOf = topicsOf;
        this.partitions = partitions;
        this.current = current;
    }

    /**
     * Assigns.
     *
     * @param topicsOf the topics each member reads, by member id
     * @param partitions the partitions there are to give, by topic
     * @param current what each member was to have so far
     * @return what each member is to have
     */
    static Map<String, Assignment> assign(
            SortedMap<String, Set<Uuid>> topicsOf,
            Map<Uuid, ? extends Set<Integer>> partitions,
            Map<String, Assignment> current) {
        return new SimpleAssignor(topicsOf, partitions, current).assign();
    }

    private Map<String, Assignment> assign() {
        topicsOf.keySet().forEach(member -> given.put(member, new TreeMap<>()));
        Set<Set<Uuid>> subscriptions = new HashSet<>(topicsOf.values());
        if (subscriptions.size() == 1) {
            spread(slots(subscriptions.iterator().next()), List.copyOf(topicsOf.keySet()));
        } else {
            // Members read different topics: each topic is spread over those that read it.
            Set<Uuid> topics = new TreeSet<>();
            topicsOf.values().forEach(topics::addAll);
            topics.forEach(topic -> spread(
                    slots(Set.of(topic)),
                    topicsOf.keySet().stream()
                            .filter(member ->
                                    topicsOf.getOrDefault(member, Set.of()).contains(topic))
                            .toList()));
        }
        Map<String, Assignment> assigned = new LinkedHashMap<>();
        given.forEach((member, topics) -> assigned.put(member, Assignment.of(topics)));
        return assigned;
    }

    private List<Slot> slots(Set<Uuid> topics) {
        List<Slot> slots = new ArrayList<>();
        for (Uuid topic : new TreeSet<>(topics)) {
            Set<Integer> indexes = partitions.get(topic);
            if (indexes != null) {
                new TreeSet<>(indexes).forEach(partition -> slots.add(new Slot(topic, partition)));
            }
        }
        return slots;
    }

    private void spread(List<Slot> slots, List<String> members) {
        if (slots.isEmpty() || members.isEmpty()) {
            return;
        }
        int readersEach = Math.ceilDiv(members.size(), slots.size());
        int[] room = quotas(readersEach * slots.size(), members.size());
        Map<Slot, Integer> missing = new LinkedHashMap<>();
        slots.forEach(slot -> missing.put(slot, readersEach));
        for (int i = 0; i < room.length; i++) {
            room[i] -= keep(members.get(i), room[i], missing);
        }
        Deque<Integer> withRoom = new ArrayDeque<>();
        for (int i = 0; i < room.length; i++) {
            if (room[i] > 0) {
                withRoom.add(i);
            }
        }
        for (Slot slot : slots) {
            fill(slot, missing.getOrDefault(slot, 0), members, room, withRoom);
        }
    }

    /** So many for each that the sum is right, and no two differ by more than one. */
    private static int[] quotas(int sum, int members) {
        int[] quotas = new int[members];
        for (int i = 0; i < members; i++) {
            long before = Math.ceilDiv((long) sum * i, (long) members);
            quotas[i] = (int) (Math.ceilDiv((long) sum * (i + 1), (long) members) - before);
        }
        return quotas;
    }

    /** Lets a member keep of what it has as much as it may; returns how much. */
    private int keep(String member, int quota, Map<Slot, Integer> missing) {
        int kept = 0;
        Assignment had = current.getOrDefault(member, Assignment.EMPTY);
        for (Map.Entry<Slot, Integer> slot : missing.entrySet()) {
            boolean mayKeep = kept < quota && slot.getValue() > 0;
            if (mayKeep && had.contains(slot.getKey().topic(), slot.getKey().partition())) {
                slot.setValue(slot.getValue() - 1);
                give(member, slot.getKey());
                kept++;
            }
        }
        return kept;
    }

    /** Gives a partition to those next in turn that have room and not this partition. */
    private void fill(Slot slot, int readers, List<String> members, int[] room, Deque<Integer> withRoom) {
        int left = readers;
        for (int tried = withRoom.size(); tried > 0 && left > 0; tried--) {
            int index = withRoom.removeFirst();
            if (give(members.get(index), slot)) {
                left--;
                room[index]--;
            }
            if (room[index] > 0) {
                withRoom.addLast(index);
            }
        }
    }

    private boolean give(String member, Slot slot) {
        return given.computeIfAbsent(member, _ -> new TreeMap<>())
                .computeIfAbsent(slot.topic(), _ -> new TreeSet<>())
                .add(slot.partition());
    }
}
