package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses the brokers of new partitions, or checks those somebody else chose. */
final class Replicas {

    private final ClusterImage cluster;
    private final RandomGenerator random;

    Replicas(ClusterImage cluster, RandomGenerator random) {
        this.cluster = cluster;
        this.random = random;
    }

    /**
     * New partitions over the brokers, live ones first. Leaders go round from a random broker; the distance between a
     * leader and its followers changes with every round, so that a dead broker's leaders spread over all others.
     */
    List<PartitionImage> place(int firstPartition, int count, int replicationFactor) {
        List<BrokerImage> live = cluster.liveBrokers();
        List<BrokerImage> all = new ArrayList<>(live);
        cluster.brokers().stream().filter(BrokerImage::fenced).forEach(all::add);
        requireEnough(replicationFactor, live.size(), all.size());
        int start = random.nextInt(live.size());
        List<PartitionImage> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(partition(firstPartition + i, brokersFrom(start + i, replicationFactor, live.size(), all)));
        }
        return partitions;
    }

    /**
     * A new partition on brokers somebody chose.
     *
     * @param expectedReplicas how many the partitions before have; 0 for the first
     */
    PartitionImage assigned(int partitionId, List<Integer> brokerIds, int expectedReplicas) {
        if (brokerIds.isEmpty()) {
            throw badAssignment("The assignment of partition " + partitionId + " names no broker");
        }
        HashSet<Integer> seen = new HashSet<>();
        for (int brokerId : brokerIds) {
            if (cluster.broker(brokerId).isEmpty()) {
                throw badAssignment("The manual partition assignment includes broker " + brokerId
                        + ", but no such broker is registered.");
            }
            if (!seen.add(brokerId)) {
                throw badAssignment(
                        "The manual partition assignment includes the broker " + brokerId + " more than once.");
            }
        }
        if (expectedReplicas > 0 && brokerIds.size() != expectedReplicas) {
            throw badAssignment("The manual partition assignment includes a partition with " + brokerIds.size()
                    + " replica(s), but this is not consistent with previous partitions, which have "
                    + expectedReplicas + " replica(s).");
        }
        if (brokerIds.stream().noneMatch(cluster::isLive)) {
            throw badAssignment("All brokers of the assignment of partition " + partitionId + " are fenced");
        }
        return partition(partitionId, brokerIds);
    }

    static RefusedException badAssignment(String message) {
        return new RefusedException(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message);
    }

    private PartitionImage partition(int partitionId, List<Integer> brokerIds) {
        List<Integer> isr = brokerIds.stream().filter(cluster::isLive).toList();
        List<Uuid> directories = brokerIds.stream()
                .map(id -> cluster.broker(id).map(BrokerImage::defaultDirectory).orElse(Uuid.ZERO))
                .toList();
        return new PartitionImage(partitionId, brokerIds, directories, isr, Leadership.first(isr.getFirst()));
    }

    private static List<Integer> brokersFrom(int position, int replicationFactor, int live, List<BrokerImage> all) {
        List<Integer> chosen = new ArrayList<>(replicationFactor);
        chosen.add(all.get(position % live).nodeId());
        int round = position / live;
        for (int i = 1; i < replicationFactor; i++) {
            boolean fromLive = i < live;
            int step = fromLive ? 1 + (round + i - 1) % (live - 1) : 0;
            int index = fromLive ? (position % live + step) % live : i;
            chosen.add(all.get(index).nodeId());
        }
        return chosen;
    }

    private static void requireEnough(int replicationFactor, int live, int all) {
        String prefix = "Unable to replicate the partition " + replicationFactor + " time(s): ";
        if (live == 0) {
            throw new RefusedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR, prefix + "no broker is registered, or all are fenced");
        }
        if (replicationFactor > all) {
            throw new RefusedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    prefix + "only " + all
                            + " broker(s) are registered. Ask for fewer replicas, or start more brokers");
        }
    }
}
