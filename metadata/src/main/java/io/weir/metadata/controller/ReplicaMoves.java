package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ClusterImage;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Reassignment;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * How a partition gets from its replicas to others, by the rules of Kafka's controller: it has both at first, and those that are to
 * go leave when those that came are in sync.
 */
final class ReplicaMoves {

    private final ClusterImage cluster;
    private final IntPredicate mayLead;

    /** @param mayLead which brokers can be leaders now */
    ReplicaMoves(ClusterImage cluster, IntPredicate mayLead) {
        this.cluster = cluster;
        this.mayLead = mayLead;
    }

    /** @param isUnclean whether none of its replicas is in sync, so that records may be lost */
    record Reverted(PartitionImage partition, boolean isUnclean) {}

    /** The partition on its way to these replicas, or there already; the same where it has just those. */
    PartitionImage toward(PartitionImage partition, List<Integer> target) {
        Reassignment before = partition.reassignment();
        List<Integer> adding = target.stream()
                .filter(id ->
                        !partition.replicas().contains(id) || before.adding().contains(id))
                .sorted()
                .toList();
        List<Integer> removing = partition.replicas().stream()
                .filter(id -> !target.contains(id))
                .sorted()
                .toList();
        List<Integer> replicas = new ArrayList<>(target);
        replicas.addAll(removing);
        Reassignment reassignment = Reassignment.of(adding, removing);
        if (replicas.equals(partition.replicas()) && reassignment.equals(before)) {
            return partition;
        }
        return settled(withReplicas(partition, replicas, partition.isr(), reassignment));
    }

    /** The partition on those replicas it was on before. */
    Reverted reverted(PartitionImage partition) {
        List<Integer> adding = partition.reassignment().adding();
        List<Integer> replicas = without(partition.replicas(), adding);
        List<Integer> inSync = without(partition.isr(), adding);
        List<Integer> isr = inSync.isEmpty() ? List.of(anybody(replicas)) : inSync;
        return new Reverted(
                elected(withReplicas(partition, replicas, isr, Reassignment.NONE), partition), inSync.isEmpty());
    }

    private int anybody(List<Integer> replicas) {
        return replicas.stream().filter(mayLead::test).findFirst().orElse(replicas.getFirst());
    }

    /** The same partition with its reassignment over, if its in-sync replicas allow that now. Epochs are the caller's. */
    PartitionImage settled(PartitionImage partition) {
        Reassignment reassignment = partition.reassignment();
        if (!reassignment.isInProgress()) {
            return partition;
        }
        List<Integer> isr = without(partition.isr(), reassignment.removing());
        List<Integer> replicas = without(partition.replicas(), reassignment.removing());
        boolean hasShrunk =
                reassignment.adding().size() < reassignment.removing().size();
        if (isr.isEmpty()
                || replicas.isEmpty()
                || !isr.containsAll(reassignment.adding())
                // Fewer copies than before: none of those that stay may be missing, or too few would be in sync.
                || (hasShrunk && !isr.containsAll(replicas))) {
            return partition;
        }
        return elected(
                new PartitionImage(
                        partition.partitionId(),
                        replicas,
                        directories(partition, replicas),
                        isr,
                        partition.leadership()),
                partition);
    }

    /** Led by one of its in-sync replicas; in another epoch where the leader is another, or a replica is gone. */
    private PartitionImage elected(PartitionImage partition, PartitionImage before) {
        int present = partition.leader();
        int leader = mayLead(partition, present)
                ? present
                : partition.replicas().stream()
                        .filter(id -> mayLead(partition, id))
                        .findFirst()
                        .orElse(Leadership.NO_LEADER);
        boolean isNewEpoch = leader != present || !partition.replicas().containsAll(before.replicas());
        Leadership leadership = new Leadership(
                leader,
                isNewEpoch ? partition.leaderEpoch() + 1 : partition.leaderEpoch(),
                partition.partitionEpoch(),
                partition.successors());
        return new PartitionImage(
                partition.partitionId(),
                partition.replicas(),
                partition.directories(),
                partition.isr(),
                leadership,
                partition.reassignment());
    }

    private boolean mayLead(PartitionImage partition, int nodeId) {
        return partition.isr().contains(nodeId) && mayLead.test(nodeId);
    }

    private PartitionImage withReplicas(
            PartitionImage partition, List<Integer> replicas, List<Integer> isr, Reassignment reassignment) {
        return new PartitionImage(
                partition.partitionId(),
                replicas,
                directories(partition, replicas),
                isr,
                new Leadership(
                        partition.leader(),
                        partition.leaderEpoch(),
                        partition.partitionEpoch() + 1,
                        partition.successors()),
                reassignment);
    }

    private List<Uuid> directories(PartitionImage partition, List<Integer> replicas) {
        return replicas.stream()
                .map(id -> {
                    int place = partition.replicas().indexOf(id);
                    return place >= 0
                            ? partition.directories().get(place)
                            : cluster.broker(id)
                                    .map(BrokerImage::defaultDirectory)
                                    .orElse(Uuid.ZERO);
                })
                .toList();
    }

    private static List<Integer> without(List<Integer> nodeIds, List<Integer> others) {
        return nodeIds.stream().filter(id -> !others.contains(id)).toList();
    }
}
