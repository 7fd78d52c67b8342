package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.protocol.types.Uuid;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ObjIntConsumer;

/**
 * Partitions a member has, in order, each with the epoch in which it got it: a commit from before that epoch is a
 * stranger's (KIP-1251). Never changes, and names no topic without partitions.
 *
 * @param epochs epoch by partition by topic id
 */
record OwnedPartitions(SortedMap<Uuid, SortedMap<Integer, Integer>> epochs) {

    static final OwnedPartitions NONE = new OwnedPartitions(Collections.emptySortedMap());

    static OwnedPartitions of(Map<Uuid, SortedMap<Integer, Integer>> epochs) {
        SortedMap<Uuid, SortedMap<Integer, Integer>> copy = new TreeMap<>();
        epochs.forEach((topic, partitions) -> {
            if (!partitions.isEmpty()) {
                copy.put(topic, Collections.unmodifiableSortedMap(new TreeMap<>(partitions)));
            }
        });
        return copy.isEmpty() ? NONE : new OwnedPartitions(Collections.unmodifiableSortedMap(copy));
    }

    static OwnedPartitions of(Assignment assignment, int epoch) {
        return NONE.plus(assignment, epoch);
    }

    boolean isEmpty() {
        return epochs.isEmpty();
    }

    boolean contains(Uuid topic, int partition) {
        return partitions(topic).containsKey(partition);
    }

    /** The epoch in which the partition was got; empty where it is not here. */
    OptionalInt epochOf(Uuid topic, int partition) {
        Integer epoch = partitions(topic).get(partition);
        return epoch == null ? OptionalInt.empty() : OptionalInt.of(epoch);
    }

    OwnedPartitions plus(Assignment more, int epoch) {
        SortedMap<Uuid, SortedMap<Integer, Integer>> all = copy();
        more.partitions()
                .forEach((topic, partitions) -> partitions.forEach(partition ->
                        all.computeIfAbsent(topic, _ -> new TreeMap<>()).put(partition, epoch)));
        return of(all);
    }

    OwnedPartitions plus(OwnedPartitions more) {
        SortedMap<Uuid, SortedMap<Integer, Integer>> all = copy();
        more.epochs.forEach((topic, partitions) ->
                all.computeIfAbsent(topic, _ -> new TreeMap<>()).putAll(partitions));
        return of(all);
    }

    OwnedPartitions where(BiPredicate<Uuid, Integer> condition) {
        SortedMap<Uuid, SortedMap<Integer, Integer>> passed = copy();
        passed.forEach((topic, partitions) -> partitions.keySet().removeIf(p -> !condition.test(topic, p)));
        return of(passed);
    }

    /** The same partitions, all got in this epoch. */
    OwnedPartitions withEpoch(int epoch) {
        return of(toAssignment(), epoch);
    }

    Assignment toAssignment() {
        SortedMap<Uuid, Set<Integer>> partitions = new TreeMap<>();
        epochs.forEach((topic, byPartition) -> partitions.put(topic, byPartition.keySet()));
        return Assignment.of(partitions);
    }

    void forEach(ObjIntConsumer<Uuid> action) {
        epochs.forEach((topic, partitions) -> partitions.keySet().forEach(p -> action.accept(topic, p)));
    }

    private SortedMap<Integer, Integer> partitions(Uuid topic) {
        return epochs.getOrDefault(topic, Collections.emptySortedMap());
    }

    private SortedMap<Uuid, SortedMap<Integer, Integer>> copy() {
        SortedMap<Uuid, SortedMap<Integer, Integer>> copy = new TreeMap<>();
        epochs.forEach((topic, partitions) -> copy.put(topic, new TreeMap<>(partitions)));
        return copy;
    }
}
