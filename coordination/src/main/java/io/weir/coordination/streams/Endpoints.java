package io.weir.coordination.streams;

import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.schema.StreamsGroupTopologyValue.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.Endpoint;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.EndpointToPartitions;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where which partitions are worked on, for members that answer questions about their state (interactive queries). */
final class Endpoints {

    private Endpoints() {}

    /** One entry for each member that has an endpoint; none while the topics are not all there. */
    static List<EndpointToPartitions> of(StreamsGroup group, TopicsView topics) {
        List<EndpointToPartitions> endpoints = new ArrayList<>();
        if (group.now().plan.filter(TopologyPlan::isReady).isEmpty()) {
            return endpoints;
        }
        Map<String, List<String>> sources = new HashMap<>();
        group.topology().ifPresent(topology -> {
            for (Subtopology part : topology.subtopologies()) {
                sources.put(
                        part.subtopologyId(),
                        PartitionCounts.sources(part).distinct().toList());
            }
        });
        for (StreamsMember member : group.members().values()) {
            HeldTasks assigned = member.progress().assigned();
            member.profile()
                    .process()
                    .endpoint()
                    .ifPresent(endpoint -> endpoints.add(EndpointToPartitions.builder()
                            .userEndpoint(Endpoint.builder()
                                    .host(endpoint.host())
                                    .port(endpoint.port())
                                    .build())
                            .activePartitions(partitions(assigned.active().keySet(), sources, topics))
                            .standbyPartitions(partitions(assigned.standby(), sources, topics))
                            .build()));
        }
        return endpoints;
    }

    private static List<TopicPartition> partitions(
            Collection<TaskId> tasks, Map<String, List<String>> sources, TopicsView topics) {
        SortedMap<String, SortedSet<Integer>> byTopic = new TreeMap<>();
        for (TaskId task : tasks) {
            for (String topic : sources.getOrDefault(task.subtopology(), List.of())) {
                boolean hasPartition = topics.named(topic)
                        .filter(info -> task.partition() < info.partitions())
                        .isPresent();
                if (hasPartition) {
                    byTopic.computeIfAbsent(topic, _ -> new TreeSet<>()).add(task.partition());
                }
            }
        }
        List<TopicPartition> partitions = new ArrayList<>();
        byTopic.forEach((topic, indexes) -> partitions.add(TopicPartition.builder()
                .topic(topic)
                .partitions(List.copyOf(indexes))
                .build()));
        return partitions;
    }
}
