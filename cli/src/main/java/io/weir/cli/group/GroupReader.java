package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.Missing;
import io.weir.cli.group.GroupView.MemberView;
import io.weir.cli.group.GroupView.Members;
import io.weir.cli.group.GroupView.Move;
import io.weir.cli.group.GroupView.PartitionView;
import io.weir.cli.terminal.CliException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** Asks an admin client for everything known about a group. */
final class GroupReader {

    static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Admin admin;

    GroupReader(Admin admin) {
        this.admin = admin;
    }

    /**
     * What the cluster says about a group.
     *
     * @param topics what its members want to read: their partitions are told of though nobody has them
     * @throws CliException when it does not exist, with the names of similar groups
     */
    GroupView read(String name, Collection<String> topics) {
        ConsumerGroupDescription group = describe(name);
        Map<TopicPartition, OffsetAndMetadata> committed =
                Await.get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
        Map<TopicPartition, MemberView> owners = owners(group);
        Set<TopicPartition> all = new HashSet<>(committed.keySet());
        all.addAll(owners.keySet());
        all.addAll(partitions(topics));
        Map<TopicPartition, Long> ends = PartitionOffsets.of(admin, all, OffsetSpec.latest());
        List<PartitionView> partitions = new ArrayList<>();
        for (TopicPartition partition : all.stream().sorted(BY_NAME).toList()) {
            OffsetAndMetadata offset = committed.get(partition);
            partitions.add(new PartitionView(
                    partition.topic(),
                    partition.partition(),
                    offset == null ? GroupView.UNKNOWN : offset.offset(),
                    ends.getOrDefault(partition, GroupView.UNKNOWN),
                    owners.getOrDefault(partition, MemberView.NOBODY)));
        }
        return new GroupView(
                name,
                group.groupState().toString(),
                group.partitionAssignor(),
                coordinator(group.coordinator()),
                partitions,
                new Members(idle(group), moves(group)));
    }

    /** Of topics that are not there, or that must not be seen, there are none. */
    private Set<TopicPartition> partitions(Collection<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, described) -> {
            try {
                Await.get(described)
                        .partitions()
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            } catch (ApiException e) {
                // Its partitions cannot be named.
            }
        });
        return partitions;
    }

    private ConsumerGroupDescription describe(String name) {
        try {
            ConsumerGroupDescription group =
                    Await.get(admin.describeConsumerGroups(List.of(name)).describedGroups(), name);
            // Brokers before 4.0 describe a group they do not know as dead.
            if (group.groupState() != GroupState.DEAD) {
                return group;
            }
        } catch (GroupIdNotFoundException e) {
            throw missing(name);
        }
        throw missing(name);
    }

    private CliException missing(String name) {
        Collection<GroupListing> groups = Await.get(admin.listGroups().all());
        return Missing.group(name, groups.stream().map(GroupListing::groupId).toList());
    }

    private static Map<TopicPartition, MemberView> owners(ConsumerGroupDescription group) {
        Map<TopicPartition, MemberView> owners = new HashMap<>();
        for (MemberDescription member : group.members()) {
            member.assignment().topicPartitions().forEach(partition -> owners.put(partition, view(member)));
        }
        return owners;
    }

    /** What members of the consumer protocol have that they are to give up, and are to have that they have not got. */
    private static List<Move> moves(ConsumerGroupDescription group) {
        List<Move> moves = new ArrayList<>();
        for (MemberDescription member : group.members()) {
            member.targetAssignment().ifPresent(target -> {
                List<TopicPartition> has = sorted(member.assignment().topicPartitions());
                List<TopicPartition> isToHave = sorted(target.topicPartitions());
                Move move = new Move(view(member), without(has, isToHave), without(isToHave, has));
                if (!move.isNone()) {
                    moves.add(move);
                }
            });
        }
        return moves;
    }

    private static List<TopicPartition> sorted(Set<TopicPartition> partitions) {
        return partitions.stream().sorted(BY_NAME).toList();
    }

    private static List<String> without(List<TopicPartition> all, List<TopicPartition> taken) {
        return all.stream()
                .filter(partition -> !taken.contains(partition))
                .map(TopicPartition::toString)
                .toList();
    }

    private static List<MemberView> idle(ConsumerGroupDescription group) {
        return group.members().stream()
                .filter(member -> member.assignment().topicPartitions().isEmpty())
                .map(GroupReader::view)
                .toList();
    }

    private static MemberView view(MemberDescription member) {
        return new MemberView(member.consumerId(), member.clientId(), member.host());
    }

    static String coordinator(@Nullable Node node) {
        return node == null || node.isEmpty()
                ? "unknown"
                : "broker " + node.id() + " at " + node.host() + ":" + node.port();
    }
}
