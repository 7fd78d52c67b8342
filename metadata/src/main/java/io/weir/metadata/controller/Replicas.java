package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Chooses the brokers of new partitions, or checks those somebody else chose. */
final class Replicas {

    private final ClusterImage cluster;
    private final Set<Integer> leaving;
    private final RandomGenerator random;

    Replicas(MetadataImage image, RandomGenerator random) {
        this.cluster = image.cluster();
        this.leaving = Caretaker.draining(image);
        this.random = random;
    }

    /** New partitions over the brokers, spread by {@link Placement}. */
    List<PartitionImage> place(int firstPartition, int count, int replicationFactor) {
        requireEnough(
                replicationFactor,
                cluster.liveBrokers().size(),
                cluster.brokers().size());
        Placement placement = new Placement(cluster.brokers(), leaving, random);
        List<PartitionImage> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(partition(firstPartition + i, placement.next(replicationFactor)));
        }
        return partitions;
    }

    /**
     * A new partition on brokers somebody chose.
     *
     * @param expectedReplicas how many the partitions before have; 0 for the first
     */
    PartitionImage assigned(int partitionId, List<Integer> brokerIds, int expectedReplicas) {
        check(partitionId, brokerIds, cluster);
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

    /** Refuses replicas that are none, registered nowhere, or named twice. */
    static void check(int partitionId, List<Integer> brokerIds, ClusterImage cluster) {
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
