package io.weir.cli.top;

import io.weir.cli.client.Await;
import io.weir.cli.group.GroupLag;
import io.weir.cli.group.LagReader;
import io.weir.cli.group.PartitionOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** Asks an admin client: a few questions to each broker, however many partitions and groups there are. */
final class SampleReader {

    private final Admin admin;

    SampleReader(Admin admin) {
        this.admin = admin;
    }

    Sample read() {
        List<Integer> brokers = Await.get(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .sorted()
                .toList();
        Map<TopicPartition, Integer> leaders = leaders();
        List<TopicPartition> led = leaders.entrySet().stream()
                .filter(partition -> partition.getValue() != Sample.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
        // Partitions nobody leads are not asked about: the client would look for their leaders until it is out of time.
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, led, OffsetSpec.latest());
        long takenNanos = System.nanoTime();
        Map<TopicPartition, Sample.Place> partitions = new HashMap<>();
        leaders.forEach((partition, leader) -> partitions.put(
                partition, new Sample.Place(leader, ends.getOrDefault(partition, (long) Sample.UNKNOWN))));
        return new Sample(takenNanos, brokers, partitions, groups());
    }

    private Map<TopicPartition, Integer> leaders() {
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : Await.get(
                        admin.describeTopics(Await.get(admin.listTopics().names()))
                                .allTopicNames())
                .values()) {
            topic.partitions()
                    .forEach(info -> leaders.put(
                            new TopicPartition(topic.name(), info.partition()),
                            info.leader() == null
                                    ? Sample.UNKNOWN
                                    : info.leader().id()));
        }
        return leaders;
    }

    private Map<String, GroupLag> groups() {
        return new LagReader(admin, "")
                .read(List.copyOf(Await.get(admin.listGroups().all()))).stream()
                        .collect(Collectors.toMap(GroupLag::group, Function.identity(), (one, _) -> one));
    }
}
