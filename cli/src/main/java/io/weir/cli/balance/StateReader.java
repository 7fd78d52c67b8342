package io.weir.cli.balance;

import io.weir.cli.client.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;

/** Asks brokers what is where. */
final class StateReader {

    /** A broker's setting: whether it is to leave. */
    static final String DRAIN = "weir.drain";

    private final Admin admin;

    StateReader(Admin admin) {
        this.admin = admin;
    }

    ClusterState read() {
        DescribeClusterResult cluster = admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true));
        List<Node> brokers = new ArrayList<>(Await.get(cluster.nodes()));
        brokers.sort((a, b) -> Integer.compare(a.id(), b.id()));
        List<Integer> live =
                brokers.stream().filter(node -> !node.isFenced()).map(Node::id).toList();
        return new ClusterState(
                brokers,
                Await.get(cluster.controller()).id(),
                partitions(),
                sizes(live),
                Await.get(admin.listPartitionReassignments().reassignments()),
                draining(live));
    }

    private Map<TopicPartition, TopicPartitionInfo> partitions() {
        Set<String> names = Await.get(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        Map<TopicPartition, TopicPartitionInfo> partitions = new HashMap<>();
        Await.get(admin.describeTopics(names).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(info -> partitions.put(new TopicPartition(name, info.partition()), info)));
        TreeMap<TopicPartition, TopicPartitionInfo> sorted =
                new TreeMap<>((a, b) -> a.topic().equals(b.topic())
                        ? Integer.compare(a.partition(), b.partition())
                        : a.topic().compareTo(b.topic()));
        sorted.putAll(partitions);
        return sorted;
    }

    private Map<Integer, Map<TopicPartition, Long>> sizes(List<Integer> live) {
        Map<Integer, Map<TopicPartition, Long>> sizes = new HashMap<>();
        admin.describeLogDirs(live).descriptions().forEach((nodeId, answer) -> {
            try {
                Map<TopicPartition, Long> ofBroker = new HashMap<>();
                for (LogDirDescription folder : Await.get(answer).values()) {
                    folder.replicaInfos()
                            .forEach((partition, replica) -> ofBroker.merge(partition, replica.size(), Long::sum));
                }
                sizes.put(nodeId, ofBroker);
            } catch (TimeoutException e) {
                // It has gone meanwhile: what it has is known from the others.
                sizes.put(nodeId, Map.of());
            }
        });
        return sizes;
    }

    private Set<Integer> draining(List<Integer> live) {
        Set<Integer> draining = new HashSet<>();
        admin.describeConfigs(live.stream().map(StateReader::resource).toList())
                .values()
                .forEach((resource, answer) -> {
                    try {
                        ConfigEntry drain = Await.get(answer).get(DRAIN);
                        if (drain != null && "true".equals(drain.value())) {
                            draining.add(Integer.parseInt(resource.name()));
                        }
                    } catch (TimeoutException e) {
                        // It has gone meanwhile; it is given nothing while it is away.
                    }
                });
        return draining;
    }

    static ConfigResource resource(int nodeId) {
        return new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(nodeId));
    }
}
