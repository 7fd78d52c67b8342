package io.weir.console.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** A group of any kind with its members, as its coordinator describes it. */
record Membership(GroupState state, Optional<String> assignor, OptionalInt epoch, List<Member> members) {

    /**
     * One member.
     *
     * @param epoch      which it has reached; only in groups that have epochs
     * @param assignment what it reads
     */
    record Member(
            String id,
            Optional<String> instanceId,
            String clientId,
            String host,
            OptionalInt epoch,
            List<Assigned> assignment) {}

    /** Partitions of a topic, in order. */
    record Assigned(String topic, List<Integer> partitions) {}

    static Membership of(ConsumerGroupDescription group) {
        return new Membership(
                group.groupState(),
                Optional.of(group.partitionAssignor()).filter(name -> !name.isEmpty()),
                number(group.groupEpoch()),
                group.members().stream().map(Membership::member).toList());
    }

    static Membership of(ClassicGroupDescription group) {
        return new Membership(
                GroupState.parse(group.state().toString()),
                Optional.empty(),
                OptionalInt.empty(),
                group.members().stream().map(Membership::member).toList());
    }

    static Membership of(ShareGroupDescription group) {
        return new Membership(
                group.groupState(),
                Optional.empty(),
                OptionalInt.of(group.groupEpoch()),
                group.members().stream()
                        .map(member -> new Member(
                                member.consumerId(),
                                Optional.empty(),
                                member.clientId(),
                                member.host(),
                                OptionalInt.of(member.memberEpoch()),
                                assigned(member.assignment().topicPartitions())))
                        .toList());
    }

    static Membership of(StreamsGroupDescription group) {
        return new Membership(
                group.groupState(),
                Optional.empty(),
                OptionalInt.of(group.groupEpoch()),
                group.members().stream()
                        .map(member -> new Member(
                                member.memberId(),
                                member.instanceId(),
                                member.clientId(),
                                member.clientHost(),
                                OptionalInt.of(member.memberEpoch()),
                                tasks(group, member)))
                        .toList());
    }

    private static Member member(MemberDescription member) {
        return new Member(
                member.consumerId(),
                member.groupInstanceId(),
                member.clientId(),
                member.host(),
                number(member.memberEpoch()),
                assigned(member.assignment().topicPartitions()));
    }

    private static OptionalInt number(Optional<Integer> epoch) {
        return epoch.isPresent() ? OptionalInt.of(epoch.get()) : OptionalInt.empty();
    }

    private static List<Assigned> assigned(Iterable<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            byTopic.computeIfAbsent(partition.topic(), _ -> new ArrayList<>()).add(partition.partition());
        }
        return byTopic.entrySet().stream()
                .map(topic -> new Assigned(
                        topic.getKey(), topic.getValue().stream().sorted().toList()))
                .toList();
    }

    /** A task reads the partition of its number in each topic of its part of the topology. */
    private static List<Assigned> tasks(StreamsGroupDescription group, StreamsGroupMemberDescription member) {
        return assigned(group.subtopologies().stream()
                .flatMap(part -> member.assignment().activeTasks().stream()
                        .filter(task -> task.subtopologyId().equals(part.subtopologyId()))
                        .flatMap(task -> task.partitions().stream())
                        .flatMap(
                                number -> part.sourceTopics().stream().map(topic -> new TopicPartition(topic, number))))
                .toList());
    }
}
