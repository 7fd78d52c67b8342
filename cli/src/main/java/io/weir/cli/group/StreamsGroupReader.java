package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.group.GroupView.MemberView;
import io.weir.cli.group.GroupView.Members;
import io.weir.cli.group.GroupView.Move;
import io.weir.cli.group.GroupView.PartitionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment;
import org.apache.kafka.clients.admin.StreamsGroupMemberAssignment.TaskIds;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/** Asks an admin client for everything known about a streams group: a partition is read by whoever runs its task. */
final class StreamsGroupReader {

    private final Admin admin;

    StreamsGroupReader(Admin admin) {
        this.admin = admin;
    }

    /** Empty where there is no streams group of this name, or the cluster has none at all. */
    Optional<GroupView> find(String name) {
        try {
            return Optional.of(
                    view(Await.get(admin.describeStreamsGroups(List.of(name)).describedGroups(), name)));
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    private GroupView view(StreamsGroupDescription group) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                Await.get(admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, MemberView> readers = readers(group);
        committed.keySet().forEach(partition -> readers.putIfAbsent(partition, MemberView.NOBODY));
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, readers.keySet(), OffsetSpec.latest());
        List<PartitionView> partitions = new ArrayList<>();
        readers.forEach((partition, member) -> partitions.add(new PartitionView(
                partition.topic(),
                partition.partition(),
                Optional.ofNullable(committed.get(partition))
                        .map(OffsetAndMetadata::offset)
                        .orElse(GroupView.UNKNOWN),
                ends.getOrDefault(partition, GroupView.UNKNOWN),
                member)));
        return new GroupView(
                group.groupId(),
                group.groupState().toString(),
                "streams",
                GroupReader.coordinator(group.coordinator()),
                partitions,
                new Members(idle(group), moves(group)));
    }

    /** All partitions of topics that are there, each with who runs its task, or nobody. */
    private Map<TopicPartition, MemberView> readers(StreamsGroupDescription group) {
        Map<TopicPartition, MemberView> readers = new TreeMap<>(GroupReader.BY_NAME);
        for (StreamsGroupSubtopologyDescription part : group.subtopologies()) {
            List<String> topics = Stream.concat(
                            part.sourceTopics().stream(), part.repartitionSourceTopics().keySet().stream())
                    .toList();
            Map<Integer, MemberView> runners = runners(group, part.subtopologyId());
            admin.describeTopics(topics).topicNameValues().forEach((topic, described) -> {
                try {
                    Await.get(described)
                            .partitions()
                            .forEach(info -> readers.put(
                                    new TopicPartition(topic, info.partition()),
                                    runners.getOrDefault(info.partition(), MemberView.NOBODY)));
                } catch (ApiException e) {
                    // It is missing: the group waits for it, as its state says.
                }
            });
        }
        return readers;
    }

    private static Map<Integer, MemberView> runners(StreamsGroupDescription group, String subtopology) {
        Map<Integer, MemberView> runners = new TreeMap<>();
        group.members()
                .forEach(member -> member.assignment().activeTasks().stream()
                        .filter(tasks -> tasks.subtopologyId().equals(subtopology))
                        .forEach(tasks ->
                                tasks.partitions().forEach(partition -> runners.put(partition, view(member)))));
        return runners;
    }

    private static List<MemberView> idle(StreamsGroupDescription group) {
        return group.members().stream()
                .filter(member -> member.assignment().activeTasks().isEmpty())
                .map(StreamsGroupReader::view)
                .toList();
    }

    private static List<Move> moves(StreamsGroupDescription group) {
        return group.members().stream()
                .map(member -> {
                    SortedSet<String> has = tasks(member.assignment());
                    SortedSet<String> isToHave = tasks(member.targetAssignment());
                    return new Move(view(member), without(has, isToHave), without(isToHave, has));
                })
                .filter(move -> !move.isNone())
                .toList();
    }

    /** Tasks as Streams calls them, SUBTOPOLOGY_PARTITION. */
    private static SortedSet<String> tasks(StreamsGroupMemberAssignment assignment) {
        SortedSet<String> tasks = new TreeSet<>();
        addTasks(tasks, "task ", assignment.activeTasks());
        addTasks(tasks, "a copy of task ", assignment.standbyTasks());
        addTasks(tasks, "a warm-up of task ", assignment.warmupTasks());
        return tasks;
    }

    private static void addTasks(SortedSet<String> tasks, String kind, List<TaskIds> ids) {
        ids.forEach(part ->
                part.partitions().forEach(partition -> tasks.add(kind + part.subtopologyId() + "_" + partition)));
    }

    private static List<String> without(SortedSet<String> all, SortedSet<String> taken) {
        return all.stream().filter(task -> !taken.contains(task)).toList();
    }

    private static MemberView view(StreamsGroupMemberDescription member) {
        return new MemberView(member.memberId(), member.clientId(), member.clientHost());
    }
}
