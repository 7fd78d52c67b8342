package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.Missing;
import io.weir.cli.topic.TopicView.ConfigView;
import io.weir.cli.topic.TopicView.PartitionView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks an admin client for everything known about topics. */
final class TopicReader {

    private final Admin admin;

    TopicReader(Admin admin) {
        this.admin = admin;
    }

    /**
     * What the cluster says about a topic.
     *
     * @throws io.weir.cli.terminal.CliException when it does not exist, with the names of similar topics
     */
    TopicDescription describe(String name) {
        try {
            return Await.get(admin.describeTopics(List.of(name)).topicNameValues(), name);
        } catch (UnknownTopicOrPartitionException e) {
            throw Missing.topic(name, Await.get(admin.listTopics().names()));
        }
    }

    TopicView read(String name) {
        TopicDescription topic = describe(name);
        List<TopicPartition> led = topic.partitions().stream()
                .filter(TopicReader::hasLeader)
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        Map<TopicPartition, Long> first = offsets(led, OffsetSpec.earliest());
        Map<TopicPartition, Long> next = offsets(led, OffsetSpec.latest());
        Map<TopicPartition, Long> sizes = sizes(topic);
        List<PartitionView> partitions = new ArrayList<>();
        for (TopicPartitionInfo info : topic.partitions()) {
            TopicPartition key = new TopicPartition(name, info.partition());
            partitions.add(new PartitionView(
                    info.partition(),
                    hasLeader(info) ? info.leader().id() : TopicView.UNKNOWN,
                    ids(info.replicas()),
                    ids(info.isr()),
                    first.getOrDefault(key, (long) TopicView.UNKNOWN),
                    next.getOrDefault(key, (long) TopicView.UNKNOWN),
                    sizes.getOrDefault(key, (long) TopicView.UNKNOWN)));
        }
        return new TopicView(name, topic.topicId().toString(), topic.isInternal(), configs(name), partitions);
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                Await.get(admin.listOffsets(specs).all()).entrySet()) {
            offsets.put(entry.getKey(), entry.getValue().offset());
        }
        return offsets;
    }

    /** Sizes of the leaders' logs; nothing for brokers that do not tell, as without the permission to ask. */
    private Map<TopicPartition, Long> sizes(TopicDescription topic) {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        List<Integer> leaders = topic.partitions().stream()
                .filter(TopicReader::hasLeader)
                .map(partition -> partition.leader().id())
                .distinct()
                .toList();
        Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> answers =
                admin.describeLogDirs(leaders).descriptions();
        for (TopicPartitionInfo info : topic.partitions()) {
            if (hasLeader(info)) {
                TopicPartition partition = new TopicPartition(topic.name(), info.partition());
                for (LogDirDescription dir : logDirs(answers, info.leader().id())) {
                    var replica = dir.replicaInfos().get(partition);
                    if (replica != null && !replica.isFuture()) {
                        sizes.put(partition, replica.size());
                    }
                }
            }
        }
        return sizes;
    }

    private static Collection<LogDirDescription> logDirs(
            Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> answers, int broker) {
        try {
            return Await.get(answers, broker).values();
        } catch (ApiException e) {
            return List.of();
        }
    }

    private SortedMap<String, ConfigView> configs(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        SortedMap<String, ConfigView> configs = new TreeMap<>();
        for (ConfigEntry entry : Await.get(
                        admin.describeConfigs(List.of(resource)).values(), resource)
                .entries()) {
            if (entry.source() != ConfigSource.DEFAULT_CONFIG) {
                configs.put(entry.name(), view(entry));
            }
        }
        return configs;
    }

    private static ConfigView view(ConfigEntry entry) {
        String value = entry.isSensitive() ? "(hidden)" : String.valueOf(entry.value());
        return new ConfigView(value, entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG);
    }
}
