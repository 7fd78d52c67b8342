package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a cluster has, asked for by name; what it has not is refused with the names that are similar. */
public final class Known {

    private Known() {}

    /**
     * The topic.
     *
     * @throws CliException when there is none of this name
     */
    public static TopicDescription topic(Admin admin, String name) {
        try {
            return Await.get(admin.describeTopics(List.of(name)).topicNameValues(), name);
        } catch (UnknownTopicOrPartitionException e) {
            throw Missing.topic(name, Await.get(admin.listTopics().names()));
        }
    }

    /** Topics by name: the ones named, or all there are where none is. */
    public static Map<String, TopicDescription> topics(Admin admin, Collection<String> names) {
        Collection<String> existing = Await.get(admin.listTopics().names());
        for (String name : names) {
            if (!existing.contains(name)) {
                throw Missing.topic(name, existing);
            }
        }
        return Await.get(
                admin.describeTopics(names.isEmpty() ? existing : names).allTopicNames());
    }

    /** All partitions of a topic, or the ones chosen. */
    public static List<TopicPartition> partitions(Admin admin, String topic, Collection<Integer> chosen) {
        int count = topic(admin, topic).partitions().size();
        for (int partition : chosen) {
            if (partition < 0 || partition >= count) {
                throw new CliException(
                        "topic '" + topic + "' has no partition " + partition + "; the last is " + (count - 1));
            }
        }
        return IntStream.range(0, count)
                .filter(partition -> chosen.isEmpty() || chosen.contains(partition))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * The group.
     *
     * @throws CliException when there is none of this name
     */
    public static GroupListing group(Admin admin, String name) {
        Collection<GroupListing> groups = Await.get(admin.listGroups().all());
        return groups.stream()
                .filter(group -> group.groupId().equals(name))
                .findFirst()
                .orElseThrow(() -> Missing.group(
                        name, groups.stream().map(GroupListing::groupId).toList()));
    }

    /** The brokers that live, by number. */
    public static List<Node> brokers(Admin admin) {
        return Await.get(admin.describeCluster().nodes()).stream()
                .sorted(Comparator.comparingInt(Node::id))
                .toList();
    }

    /**
     * The broker of this {@code node.id}.
     *
     * @throws CliException when none that lives has it
     */
    public static Node broker(Admin admin, int id) {
        List<Node> brokers = brokers(admin);
        return brokers.stream()
                .filter(broker -> broker.id() == id)
                .findFirst()
                .orElseThrow(() -> new CliException("there is no broker " + id + "; there "
                        + (brokers.size() == 1 ? "is " : "are ")
                        + String.join(", ", brokers.stream().map(Node::idString).toList())));
    }
}
