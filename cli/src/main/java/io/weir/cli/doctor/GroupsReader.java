package io.weir.cli.doctor;

import io.weir.cli.client.Await;
import io.weir.cli.doctor.Patient.Group;
import io.weir.cli.group.CommittedOffsets;
import io.weir.cli.group.PartitionOffsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/**
 * Looks at the groups of consumers, however many there are: a list, what they have committed, and where partitions begin and
 * end. Only groups that seem to leave something out are looked at more closely.
 */
final class GroupsReader {

    private static final int DESCRIBED_AT_ONCE = 500;
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Admin admin;
    private final Map<String, List<TopicPartition>> partitions;

    /** @param partitions all there are */
    GroupsReader(Admin admin, Collection<TopicPartition> partitions) {
        this.admin = admin;
        this.partitions = partitions.stream().sorted(BY_NAME).collect(Collectors.groupingBy(TopicPartition::topic));
    }

    List<Group> read() {
        Map<String, String> states = states();
        CommittedOffsets committed =
                CommittedOffsets.of(admin, states.keySet().stream().sorted().toList());
        Set<TopicPartition> known = new HashSet<>();
        committed
                .offsets()
                .values()
                .forEach(offsets -> offsets.keySet().forEach(p -> known.addAll(ofTopic(p.topic()))));
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, known, OffsetSpec.latest());
        Map<String, List<TopicPartition>> leftOut = leftOut(states, committed, ends);
        return states.keySet().stream()
                .sorted()
                .map(name -> new Group(
                        name,
                        committed.failures().containsKey(name)
                                ? "unknown: " + committed.failures().get(name)
                                : states.getOrDefault(name, ""),
                        lag(committed.of(name), ends),
                        leftOut.getOrDefault(name, List.of())))
                .toList();
    }

    private Map<String, String> states() {
        return Await.get(admin.listGroups().all()).stream()
                .filter(group -> group.type()
                        .filter(type -> type == GroupType.CONSUMER || type == GroupType.CLASSIC)
                        .isPresent())
                .collect(Collectors.toMap(
                        GroupListing::groupId,
                        group -> group.groupState().map(Object::toString).orElse("unknown")));
    }

    private List<TopicPartition> ofTopic(String topic) {
        return partitions.getOrDefault(topic, List.of());
    }

    /** What is gone, or without a leader, is told by another check. */
    private static long lag(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        return committed.entrySet().stream()
                .mapToLong(offset -> Math.max(0, ends.getOrDefault(offset.getKey(), 0L) - offset.getValue()))
                .sum();
    }

    private Map<String, List<TopicPartition>> leftOut(
            Map<String, String> states, CommittedOffsets committed, Map<TopicPartition, Long> ends) {
        Map<String, List<TopicPartition>> suspects = new HashMap<>();
        states.forEach((name, state) -> {
            Map<TopicPartition, Long> offsets = committed.of(name);
            List<TopicPartition> without = offsets.keySet().stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .flatMap(topic -> ofTopic(topic).stream())
                    .filter(partition -> !offsets.containsKey(partition) && ends.getOrDefault(partition, 0L) > 0)
                    .sorted(BY_NAME)
                    .toList();
            if (!state.equals(Group.EMPTY) && !without.isEmpty()) {
                suspects.put(name, without);
            }
        });
        Set<TopicPartition> all = new HashSet<>();
        suspects.values().forEach(all::addAll);
        Map<TopicPartition, Long> firsts = PartitionOffsets.of(admin, all, OffsetSpec.earliest());
        Map<String, Set<TopicPartition>> read = read(List.copyOf(suspects.keySet()));
        Map<String, List<TopicPartition>> leftOut = new HashMap<>();
        read.forEach((name, assigned) -> leftOut.put(
                name,
                suspects.getOrDefault(name, List.of()).stream()
                        .filter(partition -> !assigned.contains(partition))
                        .filter(partition -> firsts.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L))
                        .toList()));
        return leftOut;
    }

    /** What the members of groups have; a group that cannot be described is not among them. */
    private Map<String, Set<TopicPartition>> read(List<String> groups) {
        Map<String, Set<TopicPartition>> read = new HashMap<>();
        for (int from = 0; from < groups.size(); from += DESCRIBED_AT_ONCE) {
            Map<String, KafkaFuture<ConsumerGroupDescription>> page = admin.describeConsumerGroups(
                            groups.subList(from, Math.min(groups.size(), from + DESCRIBED_AT_ONCE)))
                    .describedGroups();
            page.forEach((name, answer) -> {
                try {
                    Set<TopicPartition> assigned = new HashSet<>();
                    Await.get(answer)
                            .members()
                            .forEach(member ->
                                    assigned.addAll(member.assignment().topicPartitions()));
                    read.put(name, assigned);
                } catch (ApiException e) {
                    // It was deleted meanwhile, or is none of consumers.
                }
            });
        }
        return read;
    }
}
