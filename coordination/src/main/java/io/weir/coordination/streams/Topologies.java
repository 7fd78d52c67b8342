package io.weir.coordination.streams;

import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import java.util.List;

/** A topology as a member says it, in the form it is written down. */
final class Topologies {

    private Topologies() {}

    static StreamsGroupTopologyValue of(StreamsGroupHeartbeatRequest.Topology topology) {
        return StreamsGroupTopologyValue.builder()
                .epoch(topology.epoch())
                .subtopologies(
                        topology.subtopologies().stream().map(Topologies::part).toList())
                .build();
    }

    private static StreamsGroupTopologyValue.Subtopology part(StreamsGroupHeartbeatRequest.Subtopology part) {
        return StreamsGroupTopologyValue.Subtopology.builder()
                .subtopologyId(part.subtopologyId())
                .sourceTopics(part.sourceTopics())
                .sourceTopicRegex(part.sourceTopicRegex())
                .repartitionSinkTopics(part.repartitionSinkTopics())
                .repartitionSourceTopics(topics(part.repartitionSourceTopics()))
                .stateChangelogTopics(topics(part.stateChangelogTopics()))
                .copartitionGroups(part.copartitionGroups().stream()
                        .map(group -> StreamsGroupTopologyValue.CopartitionGroup.builder()
                                .sourceTopics(group.sourceTopics())
                                .sourceTopicRegex(group.sourceTopicRegex())
                                .repartitionSourceTopics(group.repartitionSourceTopics())
                                .build())
                        .toList())
                .build();
    }

    private static List<StreamsGroupTopologyValue.TopicInfo> topics(
            List<StreamsGroupHeartbeatRequest.TopicInfo> topics) {
        return topics.stream()
                .map(topic -> StreamsGroupTopologyValue.TopicInfo.builder()
                        .name(topic.name())
                        .partitions(topic.partitions())
                        .replicationFactor(topic.replicationFactor())
                        .topicConfigs(topic.topicConfigs().stream()
                                .map(config -> StreamsGroupTopologyValue.TopicConfig.builder()
                                        .key(config.key())
                                        .value(config.value())
                                        .build())
                                .toList())
                        .build())
                .toList();
    }
}
