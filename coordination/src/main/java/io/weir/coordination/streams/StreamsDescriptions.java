package io.weir.coordination.streams;

import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Assignment;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Endpoint;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.KeyValue;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Member;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Subtopology;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.TaskIds;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.TopicInfo;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.Topology;
import java.util.Comparator;
import java.util.List;

/** Streams groups as administrators see them. */
final class StreamsDescriptions {

    private static final String TYPE = "streams";

    private StreamsDescriptions() {}

    static ListedGroup listed(StreamsGroup group) {
        return ListedGroup.builder()
                .groupId(group.id())
                .protocolType(TYPE)
                .groupState(group.state())
                .groupType(TYPE)
                .build();
    }

    static DescribedGroup described(StreamsGroup group) {
        return DescribedGroup.builder()
                .groupId(group.id())
                .groupState(group.state())
                .groupEpoch(group.epoch().number())
                .assignmentEpoch(group.targetEpoch())
                .topology(group.topology().map(StreamsDescriptions::topology).orElse(null))
                .members(group.members().values().stream()
                        .map(member -> member(group, member))
                        .toList())
                .build();
    }

    private static Member member(StreamsGroup group, StreamsMember member) {
        StreamsProfile profile = member.profile();
        return Member.builder()
                .memberId(member.id())
                .memberEpoch(member.progress().epoch())
                .rackId(profile.rackId().orElse(null))
                .clientId(profile.clientId())
                .clientHost(profile.clientHost())
                .topologyEpoch(profile.topologyEpoch())
                .processId(profile.process().id())
                .userEndpoint(profile.process()
                        .endpoint()
                        .map(endpoint -> Endpoint.builder()
                                .host(endpoint.host())
                                .port(endpoint.port())
                                .build())
                        .orElse(null))
                .clientTags(profile.process().tags().entrySet().stream()
                        .map(tag -> KeyValue.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .assignment(assignment(member.progress().assigned().toTasks()))
                .targetAssignment(assignment(group.target(member.id())))
                .build();
    }

    private static Assignment assignment(Tasks tasks) {
        return Assignment.builder()
                .activeTasks(tasks(tasks.active()))
                .standbyTasks(tasks(tasks.standby()))
                .warmupTasks(tasks(tasks.warmup()))
                .build();
    }

    private static List<TaskIds> tasks(Iterable<TaskId> tasks) {
        return TaskLists.of(
                tasks,
                (subtopology, partitions) -> TaskIds.builder()
                        .subtopologyId(subtopology)
                        .partitions(partitions)
                        .build());
    }

    private static Topology topology(StreamsGroupTopologyValue topology) {
        return Topology.builder()
                .epoch(topology.epoch())
                .subtopologies(topology.subtopologies().stream()
                        .sorted(Comparator.comparing(StreamsGroupTopologyValue.Subtopology::subtopologyId))
                        .map(part -> Subtopology.builder()
                                .subtopologyId(part.subtopologyId())
                                .sourceTopics(sorted(part.sourceTopics()))
                                .repartitionSinkTopics(sorted(part.repartitionSinkTopics()))
                                .repartitionSourceTopics(topics(part.repartitionSourceTopics()))
                                .stateChangelogTopics(topics(part.stateChangelogTopics()))
                                .build())
                        .toList())
                .build();
    }

    private static List<TopicInfo> topics(List<StreamsGroupTopologyValue.TopicInfo> topics) {
        return topics.stream()
                .sorted(Comparator.comparing(StreamsGroupTopologyValue.TopicInfo::name))
                .map(topic -> TopicInfo.builder()
                        .name(topic.name())
                        .partitions(topic.partitions())
                        .replicationFactor(topic.replicationFactor())
                        .topicConfigs(topic.topicConfigs().stream()
                                .map(config -> KeyValue.builder()
                                        .key(config.key())
                                        .value(config.value())
                                        .build())
                                .toList())
                        .build())
                .toList();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }
}
