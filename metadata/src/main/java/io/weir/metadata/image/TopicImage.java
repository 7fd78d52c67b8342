package io.weir.metadata.image;

import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Optional;

/**
 * One topic.
 *
 * @param partitions in the order of their ids, which are 0, 1, 2 and so on
 */
public record TopicImage(String name, Uuid id, List<PartitionImage> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
    }

    /** The partition of this id, if the topic has it. */
    public Optional<PartitionImage> partition(int partitionId) {
        return partitionId >= 0 && partitionId < partitions.size()
                ? Optional.of(partitions.get(partitionId))
                : Optional.empty();
    }

    /** How many replicas the first partition has, which stands for all. */
    public int replicationFactor() {
        return partitions.isEmpty() ? 0 : partitions.getFirst().replicas().size();
    }
}
