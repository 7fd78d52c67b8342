package io.weir.coordination.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The committed offsets of one shard by group, topic and partition. */
final class OffsetStore {

    /** Does something with every offset of a group. */
    interface Visitor {
        void visit(String topic, int partition, OffsetEntry entry);
    }

    private final Map<String, Map<String, Map<Integer, OffsetEntry>>> byGroup = new LinkedHashMap<>();
    private final PendingOffsets pending = new PendingOffsets();

    /** Offsets of transactions that are still open. */
    PendingOffsets pending() {
        return pending;
    }

    boolean isPending(String groupId, String topic, int partition) {
        return pending.contains(new PendingOffsets.Key(groupId, topic, partition));
    }

    Optional<OffsetEntry> find(String groupId, String topic, int partition) {
        return Optional.ofNullable(topics(groupId).getOrDefault(topic, Map.of()).get(partition));
    }

    void put(String groupId, String topic, int partition, OffsetEntry entry) {
        pending.supersede(new PendingOffsets.Key(groupId, topic, partition));
        set(groupId, topic, partition, entry);
    }

    /** A producer's transaction has ended: its offsets count from now on, or never. */
    void endTransaction(long producerId, boolean isCommit) {
        for (PendingOffsets.Settled settled : pending.end(producerId, isCommit)) {
            PendingOffsets.Key key = settled.key();
            set(key.groupId(), key.topic(), key.partition(), settled.entry());
        }
    }

    private void set(String groupId, String topic, int partition, OffsetEntry entry) {
        byGroup.computeIfAbsent(groupId, key -> new LinkedHashMap<>())
                .computeIfAbsent(topic, key -> new TreeMap<>())
                .put(partition, entry);
    }

    /** Removes an offset, and what is pending for it. */
    void remove(String groupId, String topic, int partition) {
        pending.forget(new PendingOffsets.Key(groupId, topic, partition));
        byGroup.computeIfPresent(groupId, (key, topics) -> {
            topics.computeIfPresent(topic, (name, partitions) -> {
                partitions.remove(partition);
                return partitions.isEmpty() ? null : partitions;
            });
            return topics.isEmpty() ? null : topics;
        });
    }

    /** Whether the group has offsets, pending ones included. */
    boolean hasOffsets(String groupId) {
        return byGroup.containsKey(groupId) || pending.hasGroup(groupId);
    }

    /** The group's offsets by topic and partition; not to be changed, and not to be kept. */
    Map<String, Map<Integer, OffsetEntry>> topics(String groupId) {
        return byGroup.getOrDefault(groupId, Map.of());
    }

    void forEach(String groupId, Visitor visitor) {
        topics(groupId)
                .forEach((topic, partitions) ->
                        partitions.forEach((partition, entry) -> visitor.visit(topic, partition, entry)));
    }

    /** Ids of all groups that have offsets; a copy. */
    List<String> groupIds() {
        return List.copyOf(byGroup.keySet());
    }
}
