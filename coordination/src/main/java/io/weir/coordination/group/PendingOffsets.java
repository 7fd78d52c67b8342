package io.weir.coordination.group;

import io.weir.coordination.runtime.TransactionalProducer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Offsets committed within transactions that are still open, by producer. */
final class PendingOffsets {

    /** Whose offset it is, and of what. */
    record Key(String groupId, String topic, int partition) {}

    /** An offset that counts from now on. */
    record Settled(Key key, OffsetEntry entry) {}

    /**
     * One offset of an open transaction.
     *
     * @param number counts up in the order of the log
     * @param entry empty when something newer was committed since: it will not count, and is undecided all the same
     */
    private record Pending(long number, Optional<OffsetEntry> entry) {

        Pending superseded() {
            return new Pending(number, Optional.empty());
        }
    }

    private record Open(short epoch, Map<Key, Pending> offsets) {}

    private final Map<Long, Open> byProducer = new HashMap<>();
    private final Map<Key, Set<Long>> producersOf = new LinkedHashMap<>();
    private long lastNumber;

    /** Whether this producer, with this epoch, has written here in a transaction that has not ended. */
    boolean isOpen(TransactionalProducer producer) {
        Open open = byProducer.get(producer.id());
        return open != null && open.epoch == producer.epoch();
    }

    void put(TransactionalProducer producer, Key key, OffsetEntry entry) {
        lastNumber++;
        byProducer
                .computeIfAbsent(producer.id(), _ -> new Open(producer.epoch(), new LinkedHashMap<>()))
                .offsets
                .put(key, new Pending(lastNumber, Optional.of(entry)));
        producersOf.computeIfAbsent(key, _ -> new HashSet<>()).add(producer.id());
    }

    boolean contains(Key key) {
        return producersOf.containsKey(key);
    }

    Collection<Key> keysOf(String groupId) {
        return producersOf.keySet().stream()
                .filter(key -> key.groupId().equals(groupId))
                .toList();
    }

    boolean hasGroup(String groupId) {
        return producersOf.keySet().stream().anyMatch(key -> key.groupId().equals(groupId));
    }

    /** The offset of this key was committed outside of transactions: what is pending for it is older. */
    void supersede(Key key) {
        supersede(key, Long.MAX_VALUE);
    }

    /** The offset of this key was deleted, pending ones with it. */
    void forget(Key key) {
        Set<Long> producers = producersOf.remove(key);
        if (producers != null) {
            producers.forEach(producerId -> openOf(producerId).offsets.remove(key));
        }
    }

    /** The producer's transaction has ended. Returns what counts now, if it was committed. */
    List<Settled> end(long producerId, boolean isCommit) {
        Open ended = byProducer.remove(producerId);
        if (ended == null) {
            return List.of();
        }
        List<Settled> settled = new ArrayList<>();
        ended.offsets.forEach((key, pending) -> {
            producersOf.computeIfPresent(key, (_, producers) -> {
                producers.remove(producerId);
                return producers.isEmpty() ? null : producers;
            });
            if (isCommit && pending.entry.isPresent()) {
                settled.add(new Settled(key, pending.entry.get()));
                supersede(key, pending.number);
            }
        });
        return settled;
    }

    private void supersede(Key key, long number) {
        for (long producerId : producersOf.getOrDefault(key, Set.of())) {
            openOf(producerId)
                    .offsets
                    .computeIfPresent(key, (_, pending) -> pending.number < number ? pending.superseded() : pending);
        }
    }

    private Open openOf(long producerId) {
        Open open = byProducer.get(producerId);
        if (open == null) {
            throw new IllegalStateException("producer " + producerId + " has offsets pending, and no transaction");
        }
        return open;
    }
}
