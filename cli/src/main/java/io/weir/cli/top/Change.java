package io.weir.cli.top;

import io.weir.cli.group.GroupLag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What happened between two looks at a cluster.
 *
 * @param before the earlier look
 * @param after the later one
 */
record Change(Sample before, Sample after) {

    /** Rates in records a second. */
    record TopicRate(String topic, double rate, int partitions) {}

    /** As above, of one partition. */
    record PartitionRate(TopicPartition partition, double rate, int leader) {}

    /** A group's lag, and by how many records a second it grew. */
    record GroupRate(GroupLag lag, double growth) {}

    /** What a broker leads, and the rate of that. */
    record BrokerRate(int broker, int leads, double rate) {}

    /** Those with the most traffic first, then by name. */
    List<TopicRate> topics() {
        Map<String, TopicRate> topics = new HashMap<>();
        after.partitions()
                .keySet()
                .forEach(partition -> topics.merge(
                        partition.topic(),
                        new TopicRate(partition.topic(), rate(partition), 1),
                        (one, other) -> new TopicRate(
                                one.topic(), one.rate() + other.rate(), one.partitions() + other.partitions())));
        return topics.values().stream()
                .sorted(Comparator.comparingDouble(TopicRate::rate).reversed().thenComparing(TopicRate::topic))
                .toList();
    }

    /** Those that records came to, the busiest first, so many at most. */
    List<PartitionRate> hot(int most) {
        List<PartitionRate> hot = new ArrayList<>();
        after.partitions().forEach((partition, place) -> {
            double rate = rate(partition);
            if (rate > 0) {
                hot.add(new PartitionRate(partition, rate, place.leader()));
            }
        });
        return hot.stream()
                .sorted(Comparator.comparingDouble(PartitionRate::rate)
                        .reversed()
                        .thenComparing(one -> one.partition().toString()))
                .limit(most)
                .toList();
    }

    /** Those with the most to read first. */
    List<GroupRate> groups() {
        return after.groups().values().stream()
                .sorted(Comparator.comparingLong(GroupLag::lag).reversed().thenComparing(GroupLag::group))
                .map(lag -> new GroupRate(lag, growth(lag)))
                .toList();
    }

    /** By id. */
    List<BrokerRate> brokers() {
        Map<Integer, BrokerRate> brokers = new TreeMap<>();
        after.brokers().forEach(broker -> brokers.put(broker, new BrokerRate(broker, 0, 0)));
        after.partitions()
                .forEach((partition, place) -> brokers.computeIfPresent(
                        place.leader(),
                        (broker, rate) -> new BrokerRate(broker, rate.leads() + 1, rate.rate() + rate(partition))));
        return List.copyOf(brokers.values());
    }

    /** All records a second. */
    double total() {
        return after.partitions().keySet().stream().mapToDouble(this::rate).sum();
    }

    /** Partitions nobody leads. */
    long offline() {
        return after.partitions().values().stream()
                .filter(place -> place.leader() == Sample.UNKNOWN)
                .count();
    }

    /** Nothing where one of the ends is not known, and where the log was cut off or made anew. */
    private double rate(TopicPartition partition) {
        Sample.Place then = before.partitions().get(partition);
        Sample.Place now = after.partitions().get(partition);
        if (then == null || now == null || then.end() < 0 || now.end() < 0) {
            return 0;
        }
        return Math.max(0, now.end() - then.end()) / seconds();
    }

    private double growth(GroupLag now) {
        GroupLag then = before.groups().get(now.group());
        return then == null ? 0 : (now.lag() - then.lag()) / seconds();
    }

    private double seconds() {
        return Math.max(1, after.takenNanos() - before.takenNanos()) / 1e9;
    }
}
