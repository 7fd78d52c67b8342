package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups of random size with random topics, from a seed. */
final class RandomGroups {

    private final Random random;

    RandomGroups(long seed) {
        random = new Random(seed);
    }

    /** Members that all read the same topics, or each a random choice, none with anything yet. */
    GroupSpec fresh(boolean sameTopics) {
        Map<Uuid, Integer> counts = new HashMap<>();
        for (int i = 0, topics = 1 + random.nextInt(5); i < topics; i++) {
            counts.put(new Uuid(7, i), 1 + random.nextInt(20));
        }
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        for (int i = 0, size = 1 + random.nextInt(12); i < size; i++) {
            members.put("m" + random.nextInt(1_000), member(sameTopics ? counts.keySet() : some(counts.keySet())));
        }
        return withOnlyReadTopics(members, counts);
    }

    /** The group with what it was assigned, after somebody came or went, or a topic has grown. */
    GroupSpec changed(GroupSpec before, Map<String, Assignment> assigned) {
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        before.members()
                .forEach((id, member) -> members.put(
                        id,
                        new MemberSpec(
                                member.instanceId(), member.topics(), assigned.getOrDefault(id, Assignment.EMPTY))));
        Map<Uuid, Integer> counts = new HashMap<>(before.partitionCounts());
        switch (random.nextInt(3)) {
            case 0 ->
                members.put(
                        "n" + random.nextInt(1_000),
                        member(members.firstEntry().getValue().topics()));
            case 1 -> {
                if (members.size() > 1) {
                    members.remove(random.nextBoolean() ? members.firstKey() : members.lastKey());
                }
            }
            default -> counts.replaceAll((_, count) -> count + random.nextInt(3));
        }
        return withOnlyReadTopics(members, counts);
    }

    private static MemberSpec member(Set<Uuid> topics) {
        return new MemberSpec(Optional.empty(), topics, Assignment.EMPTY);
    }

    private Set<Uuid> some(Set<Uuid> topics) {
        Set<Uuid> some = new TreeSet<>(topics);
        some.removeIf(_ -> random.nextBoolean());
        return some;
    }

    private static GroupSpec withOnlyReadTopics(NavigableMap<String, MemberSpec> members, Map<Uuid, Integer> counts) {
        Set<Uuid> read = new HashSet<>();
        members.values().forEach(member -> read.addAll(member.topics()));
        counts.keySet().retainAll(read);
        return new GroupSpec(members, counts);
    }
}
