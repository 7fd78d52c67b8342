package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Partitions by topic id, in order; never changes, and names no topic without partitions.
 *
 * @param partitions partition indexes by topic id
 */
public record Assignment(SortedMap<Uuid, SortedSet<Integer>> partitions) {

    /** Nothing. */
    public static final Assignment EMPTY = new Assignment(Collections.emptySortedMap());

    /** A copy of these partitions. */
    public static Assignment of(Map<Uuid, ? extends Set<Integer>> partitions) {
        SortedMap<Uuid, SortedSet<Integer>> copy = new TreeMap<>();
        partitions.forEach((topic, indexes) -> {
            if (!indexes.isEmpty()) {
                copy.put(topic, Collections.unmodifiableSortedSet(new TreeSet<>(indexes)));
            }
        });
        return copy.isEmpty() ? EMPTY : new Assignment(Collections.unmodifiableSortedMap(copy));
    }

    /** The partitions of one topic. */
    public SortedSet<Integer> of(Uuid topic) {
        return partitions.getOrDefault(topic, Collections.emptySortedSet());
    }

    public boolean contains(Uuid topic, int partition) {
        return of(topic).contains(partition);
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** How many partitions there are in all. */
    public int size() {
        return partitions.values().stream().mapToInt(Set::size).sum();
    }

    /** Those of these partitions that pass. */
    public Assignment where(BiPredicate<Uuid, Integer> condition) {
        Map<Uuid, SortedSet<Integer>> passed = new TreeMap<>();
        partitions.forEach((topic, indexes) -> indexes.forEach(partition -> {
            if (condition.test(topic, partition)) {
                passed.computeIfAbsent(topic, _ -> new TreeSet<>()).add(partition);
            }
        }));
        return of(passed);
    }
}
