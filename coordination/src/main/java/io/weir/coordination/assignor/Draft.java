package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An assignment in the making: who has what so far, and how much that is. */
final class Draft {

    private final Map<String, Map<Uuid, SortedSet<Integer>>> byMember = new LinkedHashMap<>();
    private final Map<String, Integer> loads = new LinkedHashMap<>();

    Draft(Iterable<String> members) {
        for (String member : members) {
            byMember.put(member, new TreeMap<>());
            loads.put(member, 0);
        }
    }

    void add(String member, Uuid topic, int partition) {
        of(member).computeIfAbsent(topic, _ -> new TreeSet<>()).add(partition);
        loads.merge(member, 1, Integer::sum);
    }

    void remove(String member, Uuid topic, int partition) {
        of(member).getOrDefault(topic, new TreeSet<>()).remove(partition);
        loads.merge(member, -1, Integer::sum);
    }

    /** Partitions of one topic that a member has; a view. */
    SortedSet<Integer> of(String member, Uuid topic) {
        return of(member).getOrDefault(topic, new TreeSet<>());
    }

    /** How many partitions a member has. */
    int load(String member) {
        return loads.getOrDefault(member, 0);
    }

    Map<String, Assignment> result() {
        Map<String, Assignment> result = new LinkedHashMap<>();
        byMember.forEach((member, partitions) -> result.put(member, Assignment.of(partitions)));
        return result;
    }

    private Map<Uuid, SortedSet<Integer>> of(String member) {
        Map<Uuid, SortedSet<Integer>> partitions = byMember.get(member);
        if (partitions == null) {
            throw new IllegalArgumentException("no member " + member);
        }
        return partitions;
    }
}
