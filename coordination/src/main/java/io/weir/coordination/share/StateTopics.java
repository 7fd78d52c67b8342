package io.weir.coordination.share;

import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * For which partitions a group's state of delivery is there, or being made or removed. Only partitions that have one
 * are given to members. Never changes, and names no topic without partitions.
 *
 * @param making partitions whose state has been asked for
 * @param made partitions whose state is there
 * @param removing names of topics whose state is to go, by id
 */
record StateTopics(
        SortedMap<Uuid, Partitions> making, SortedMap<Uuid, Partitions> made, SortedMap<Uuid, String> removing) {

    static final StateTopics NONE =
            new StateTopics(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /** Partitions of a topic, with the name it had. */
    record Partitions(String topic, SortedSet<Integer> indexes) {

        static Partitions of(String topic, Collection<Integer> indexes) {
            return new Partitions(topic, Collections.unmodifiableSortedSet(new TreeSet<>(indexes)));
        }

        Partitions plus(Partitions more) {
            SortedSet<Integer> all = new TreeSet<>(indexes);
            all.addAll(more.indexes);
            return of(more.topic, all);
        }

        Partitions minus(Set<Integer> fewer) {
            SortedSet<Integer> rest = new TreeSet<>(indexes);
            rest.removeAll(fewer);
            return of(topic, rest);
        }
    }

    boolean isMade(Uuid topic, int partition) {
        Partitions partitions = made.get(topic);
        return partitions != null && partitions.indexes().contains(partition);
    }

    /** The ids of all topics named here. */
    Set<Uuid> topics() {
        Set<Uuid> all = new HashSet<>(making.keySet());
        all.addAll(made.keySet());
        all.addAll(removing.keySet());
        return all;
    }

    /** These are asked for; what was to be removed of their topics is wanted after all. */
    StateTopics asked(Map<Uuid, Partitions> partitions) {
        SortedMap<Uuid, String> stillRemoving = new TreeMap<>(removing);
        stillRemoving.keySet().removeAll(partitions.keySet());
        return new StateTopics(plus(making, partitions), made, stillRemoving);
    }

    /** These are there now. */
    StateTopics made(Map<Uuid, Partitions> partitions) {
        return new StateTopics(minus(making, partitions), plus(made, partitions), removing);
    }

    /** These could not be made. */
    StateTopics notMade(Map<Uuid, Partitions> partitions) {
        return new StateTopics(minus(making, partitions), made, removing);
    }

    /** The states of these topics are to go. */
    StateTopics doomed(Map<Uuid, String> topics) {
        SortedMap<Uuid, String> all = new TreeMap<>(removing);
        all.putAll(topics);
        return new StateTopics(without(making, topics.keySet()), without(made, topics.keySet()), all);
    }

    /** Nothing is left of these topics. */
    StateTopics gone(Set<Uuid> topics) {
        return new StateTopics(without(making, topics), without(made, topics), without(removing, topics));
    }

    private static SortedMap<Uuid, Partitions> plus(Map<Uuid, Partitions> some, Map<Uuid, Partitions> more) {
        SortedMap<Uuid, Partitions> all = new TreeMap<>(some);
        more.forEach((topic, partitions) -> all.merge(topic, partitions, Partitions::plus));
        all.values().removeIf(partitions -> partitions.indexes().isEmpty());
        return all;
    }

    private static SortedMap<Uuid, Partitions> minus(Map<Uuid, Partitions> some, Map<Uuid, Partitions> fewer) {
        SortedMap<Uuid, Partitions> rest = new TreeMap<>(some);
        fewer.forEach(
                (topic, partitions) -> rest.computeIfPresent(topic, (_, known) -> known.minus(partitions.indexes())));
        rest.values().removeIf(partitions -> partitions.indexes().isEmpty());
        return rest;
    }

    private static <V> SortedMap<Uuid, V> without(Map<Uuid, V> some, Set<Uuid> topics) {
        SortedMap<Uuid, V> rest = new TreeMap<>(some);
        rest.keySet().removeAll(topics);
        return rest;
    }
}
