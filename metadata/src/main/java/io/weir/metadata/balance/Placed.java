package io.weir.metadata.balance;

import java.util.List;

/**
 * A partition, and where it is.
 *
 * @param replicas       node ids, the preferred leader first
 * @param sizeBytes      of one replica
 * @param bytesPerSecond by which it grows
 */
public record Placed(String topic, int partition, List<Integer> replicas, long sizeBytes, long bytesPerSecond) {

    public Placed {
        replicas = List.copyOf(replicas);
    }

    Placed on(List<Integer> others) {
        return new Placed(topic, partition, others, sizeBytes, bytesPerSecond);
    }
}
