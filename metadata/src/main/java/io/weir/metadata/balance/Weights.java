package io.weir.metadata.balance;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What brokers have to carry, in three ways that are each to be even: bytes, growth, and number of replicas, as shares of what
 * all have together. Where there is little of one in all, it counts for little.
 */
final class Weights {

    private static final double LEAST_BYTES = 256 << 20;
    private static final double LEAST_GROWTH = 1 << 20;
    private static final double LEAST_REPLICAS = 30;
    private static final int WAYS = 3;

    private final double[] totals;
    private final Map<Integer, double[]> ofBroker = new HashMap<>();

    Weights(Collection<Member> members, List<Placed> partitions) {
        totals = new double[] {
            Math.max(LEAST_BYTES, sum(partitions, Placed::sizeBytes)),
            Math.max(LEAST_GROWTH, sum(partitions, Placed::bytesPerSecond)),
            Math.max(LEAST_REPLICAS, sum(partitions, _ -> 1))
        };
        members.forEach(member -> ofBroker.put(member.nodeId(), new double[WAYS]));
        partitions.forEach(p -> p.replicas().forEach(id -> add(id, p, 1)));
    }

    private interface Quantity {
        double of(Placed partition);
    }

    private static double sum(List<Placed> partitions, Quantity quantity) {
        return partitions.stream()
                .mapToDouble(p -> quantity.of(p) * p.replicas().size())
                .sum();
    }

    /** A replica's share of everything. */
    double of(Placed partition) {
        return Arrays.stream(shares(partition)).sum();
    }

    /** A broker's share of everything. */
    double of(int nodeId) {
        return Arrays.stream(broker(nodeId)).sum();
    }

    /** By how much the sum of squares of all shares becomes smaller when a replica is there and not here. */
    double gain(Placed partition, int from, int to) {
        double[] replica = shares(partition);
        double[] here = broker(from);
        double[] there = broker(to);
        double gain = 0;
        for (int way = 0; way < WAYS; way++) {
            gain += 2 * replica[way] * (here[way] - there[way] - replica[way]);
        }
        return gain;
    }

    /** Whether each of these brokers has the mean in every way, give or take this share of an even part. */
    boolean areEven(Collection<Integer> nodeIds, double tolerance) {
        for (int way = 0; way < WAYS; way++) {
            int one = way;
            double mean = nodeIds.stream().mapToDouble(id -> broker(id)[one]).sum() / nodeIds.size();
            if (nodeIds.stream().anyMatch(id -> Math.abs(broker(id)[one] - mean) > tolerance / nodeIds.size())) {
                return false;
            }
        }
        return true;
    }

    void move(Placed partition, int from, int to) {
        add(from, partition, -1);
        add(to, partition, 1);
    }

    private double[] shares(Placed partition) {
        return new double[] {partition.sizeBytes() / totals[0], partition.bytesPerSecond() / totals[1], 1 / totals[2]};
    }

    private double[] broker(int nodeId) {
        return ofBroker.computeIfAbsent(nodeId, _ -> new double[WAYS]);
    }

    private void add(int nodeId, Placed partition, int sign) {
        double[] replica = shares(partition);
        double[] broker = broker(nodeId);
        for (int way = 0; way < WAYS; way++) {
            broker[way] += sign * replica[way];
        }
    }
}
