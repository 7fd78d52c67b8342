package io.weir.cli.balance;

import io.weir.metadata.balance.Member;
import io.weir.metadata.balance.Move;
import io.weir.metadata.balance.Placed;
import io.weir.metadata.balance.Planner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What is where, as brokers told it.
 *
 * @param brokers    those that are fenced included
 * @param partitions of all topics
 * @param sizes      bytes, of each replica that a broker told of, by broker
 * @param moving     what is on its way
 * @param draining   the brokers that are to leave
 */
record ClusterState(
        List<Node> brokers,
        int controllerId,
        Map<TopicPartition, TopicPartitionInfo> partitions,
        Map<Integer, Map<TopicPartition, Long>> sizes,
        Map<TopicPartition, PartitionReassignment> moving,
        Set<Integer> draining) {

    /** The brokers as the plan sees them, when these are to leave too. */
    List<Member> members(Set<Integer> leaving) {
        return brokers.stream()
                .map(node -> new Member(
                        node.id(),
                        node.hasRack() ? node.rack() : "",
                        !node.isFenced() && !draining.contains(node.id()) && !leaving.contains(node.id())))
                .toList();
    }

    /** Those that have replicas and are not registered any more, in the order of their ids. */
    Set<Integer> forgotten() {
        Set<Integer> forgotten = new TreeSet<>();
        partitions.values().forEach(info -> info.replicas().forEach(node -> forgotten.add(node.id())));
        brokers.forEach(node -> forgotten.remove(node.id()));
        return forgotten;
    }

    /**
     * What has to move for all brokers to have about as much: nothing is left on those that are to leave, or are forgotten.
     *
     * @param tolerance how far a broker may be from the mean, as a share of it
     */
    List<Move> plan(double tolerance) {
        Set<Integer> leaving = new HashSet<>(draining);
        leaving.addAll(forgotten());
        return new Planner(members(Set.of()), placed())
                .empty(leaving)
                .even(tolerance, partitions.size())
                .spreadLeaders()
                .moves();
    }

    /**
     * The partitions that can move and are not on their way, as the plan sees them. What nobody leads cannot be copied. Growth is
     * not known from one look.
     */
    List<Placed> placed() {
        List<Placed> placed = new ArrayList<>();
        partitions.forEach((partition, info) -> {
            boolean isLed = info.leader() != null && !info.leader().isEmpty();
            if (isLed && !moving.containsKey(partition)) {
                List<Integer> replicas = info.replicas().stream().map(Node::id).toList();
                placed.add(new Placed(partition.topic(), partition.partition(), replicas, sizeBytes(partition), 0));
            }
        });
        return placed;
    }

    private long sizeBytes(TopicPartition partition) {
        return sizes.values().stream()
                .mapToLong(ofBroker -> ofBroker.getOrDefault(partition, 0L))
                .max()
                .orElse(0);
    }

    long replicas(int nodeId) {
        return partitions.values().stream()
                .filter(info -> info.replicas().stream().anyMatch(node -> node.id() == nodeId))
                .count();
    }

    long leads(int nodeId) {
        return partitions.values().stream()
                .filter(info -> info.leader() != null && info.leader().id() == nodeId)
                .count();
    }

    long bytes(int nodeId) {
        return sizes.getOrDefault(nodeId, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    long withoutLeader() {
        return partitions.values().stream()
                .filter(info -> info.leader() == null || info.leader().isEmpty())
                .count();
    }

    long notAllInSync() {
        return partitions.values().stream()
                .filter(info -> info.isr().size() < info.replicas().size())
                .count();
    }
}
