package io.weir.broker.observation;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.coordination.group.GroupCensus;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.transaction.OpenTransactions;
import io.weir.coordination.transaction.TransactionCoordinator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A look at a broker from within its process. Safe for use by any thread. */
public final class Observation {

    private final Counters counters;
    private final Cluster cluster;
    private final Partitions partitions;
    private final GroupCoordinator groups;
    private final TransactionCoordinator transactions;
    private final Supplier<ClientReadings> clients;
    private final LogSizes sizes = new LogSizes();

    public Observation(
            Counters counters,
            Cluster cluster,
            Partitions partitions,
            GroupCoordinator groups,
            TransactionCoordinator transactions,
            Supplier<ClientReadings> clients) {
        this.counters = counters;
        this.cluster = cluster;
        this.partitions = partitions;
        this.groups = groups;
        this.transactions = transactions;
        this.clients = clients;
    }

    public int nodeId() {
        return cluster.nodeId();
    }

    public String clusterId() {
        return cluster.image().clusterId();
    }

    /** What was counted since the start. */
    public Counters counters() {
        return counters;
    }

    /** Partitions and cluster, by one look at the image. */
    public State state() {
        PartitionCensus census = PartitionCensus.of(cluster);
        return new State(census.partitions(partitions), census.cluster(cluster.controllerId()));
    }

    /** How partitions and cluster stand. */
    public record State(PartitionCounts partitions, ClusterCounts cluster) {}

    /** What was counted of all topics since the start, deleted ones included. */
    public TopicTraffic traffic() {
        return partitions.traffic();
    }

    /** The topics of which a replica is here, in the order of their names. */
    public synchronized List<TopicReading> topics() {
        Map<String, Measured> measured = new HashMap<>();
        LogSizes.Look look = sizes.look();
        partitions
                .hosted()
                .forEach(partition -> measured.computeIfAbsent(
                                partition.id().topic(), _ -> new Measured(partition.traffic()))
                        .add(look.of(partition)));
        look.end();
        List<TopicReading> topics = new ArrayList<>(measured.size());
        measured.forEach((name, found) -> topics.add(found.reading(name)));
        topics.sort(Comparator.comparing(TopicReading::name));
        return topics;
    }

    /** The groups that are coordinated here. */
    public CompletableFuture<List<GroupCensus>> groups() {
        return groups.census(this::endOf);
    }

    /** Rebalances that began here since the start, by the kind of their reason. */
    public Map<String, Long> rebalances() {
        return groups.rebalances().byReason();
    }

    /** The transactions that are coordinated here. */
    public CompletableFuture<OpenTransactions> transactions() {
        return transactions.open();
    }

    /** What clients told this broker of themselves. */
    public ClientReadings clients() {
        return clients.get();
    }

    /** Known where a replica is here and was used since the start: no log is opened for this. */
    private OptionalLong endOf(String topic, int number) {
        Partition partition = partitions.replica(topic, number);
        if (partition == null || partition.isOffline() || !partition.log().isOpen()) {
            return OptionalLong.empty();
        }
        long end = partition.highWatermark().offset();
        return end < 0 ? OptionalLong.empty() : OptionalLong.of(end);
    }

    private static final class Measured {
        private final TopicTraffic traffic;
        private int replicas;
        private int known;
        private long bytes;

        Measured(TopicTraffic traffic) {
            this.traffic = traffic;
        }

        void add(OptionalLong size) {
            replicas++;
            known += size.isPresent() ? 1 : 0;
            bytes += size.orElse(0);
        }

        TopicReading reading(String name) {
            return new TopicReading(
                    name, traffic, replicas, known == replicas ? OptionalLong.of(bytes) : OptionalLong.empty());
        }
    }
}
