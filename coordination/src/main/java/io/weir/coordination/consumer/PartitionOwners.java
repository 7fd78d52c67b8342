package io.weir.coordination.consumer;

import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which member holds which partition, whether it is to keep it or to give it up. */
final class PartitionOwners {

    private final Map<Uuid, Map<Integer, String>> owners = new HashMap<>();

    Optional<String> of(Uuid topic, int partition) {
        return Optional.ofNullable(owners.getOrDefault(topic, Map.of()).get(partition));
    }

    void add(String memberId, OwnedPartitions partitions) {
        partitions.forEach((topic, partition) ->
                owners.computeIfAbsent(topic, _ -> new HashMap<>()).put(partition, memberId));
    }

    /** Forgets that the member holds these; what another has taken over since stays with that one. */
    void remove(String memberId, OwnedPartitions partitions) {
        partitions.forEach((topic, partition) -> owners.computeIfPresent(topic, (_, byPartition) -> {
            byPartition.remove(partition, memberId);
            return byPartition.isEmpty() ? null : byPartition;
        }));
    }
}
