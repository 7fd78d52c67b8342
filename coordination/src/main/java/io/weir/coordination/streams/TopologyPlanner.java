package io.weir.coordination.streams;

import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.coordination.schema.StreamsGroupTopologyValue.Subtopology;
import io.weir.coordination.schema.StreamsGroupTopologyValue.TopicInfo;
import io.weir.coordination.streams.StreamsAnswer.InternalTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at the topics there are with a topology in mind. Pure functions. */
final class TopologyPlanner {

    private static final int NAMES_SHOWN = 3;

    private TopologyPlanner() {}

    /** Throws GroupRefusedException when the topology makes no sense whatever the topics. */
    static TopologyPlan plan(StreamsGroupTopologyValue topology, TopicsView topics) {
        try {
            requireSources(topology, topics);
            PartitionCounts counts = PartitionCounts.decide(topology, topics);
            SortedMap<String, Integer> tasks = new TreeMap<>();
            SortedSet<String> stateful = new TreeSet<>();
            for (Subtopology part : topology.subtopologies()) {
                tasks.put(part.subtopologyId(), counts.tasksOf(part));
                if (!part.stateChangelogTopics().isEmpty()) {
                    stateful.add(part.subtopologyId());
                }
            }
            List<InternalTopic> missing = missing(topology, topics, counts, tasks);
            Optional<TopologyPlan.Problem> problem = missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TopologyPlan.Problem(
                            StreamsAnswer.MISSING_INTERNAL_TOPICS, "Internal topics are missing: " + names(missing)));
            return new TopologyPlan(tasks, stateful, missing, problem);
        } catch (TopicProblemException e) {
            String detail = Optional.ofNullable(e.getMessage()).orElse("");
            return new TopologyPlan(
                    Map.of(), Set.of(), List.of(), Optional.of(new TopologyPlan.Problem(e.code(), detail)));
        }
    }

    /** All topics an application reads, its own among them. */
    static SortedSet<String> required(StreamsGroupTopologyValue topology) {
        SortedSet<String> names = new TreeSet<>();
        for (Subtopology part : topology.subtopologies()) {
            names.addAll(PartitionCounts.sources(part).toList());
            part.stateChangelogTopics().forEach(topic -> names.add(topic.name()));
        }
        return names;
    }

    private static void requireSources(StreamsGroupTopologyValue topology, TopicsView topics) {
        SortedSet<String> missing = new TreeSet<>();
        topology.subtopologies().forEach(part -> missing.addAll(part.sourceTopics()));
        missing.removeIf(topic -> topics.named(topic).isPresent());
        if (!missing.isEmpty()) {
            throw TopicProblemException.missingSources(missing);
        }
    }

    private static List<InternalTopic> missing(
            StreamsGroupTopologyValue topology, TopicsView topics, PartitionCounts counts, Map<String, Integer> tasks) {
        List<InternalTopic> missing = new ArrayList<>();
        for (Subtopology part : topology.subtopologies()) {
            for (TopicInfo topic : part.repartitionSourceTopics()) {
                check(topic, counts.wanted(topic), topics).ifPresent(missing::add);
            }
            for (TopicInfo topic : part.stateChangelogTopics()) {
                check(topic, tasks.getOrDefault(part.subtopologyId(), 0), topics)
                        .ifPresent(missing::add);
            }
        }
        return missing;
    }

    private static Optional<InternalTopic> check(TopicInfo topic, int partitions, TopicsView topics) {
        return topics.named(topic.name())
                .map(existing -> {
                    if (existing.partitions() != partitions) {
                        throw TopicProblemException.wrongPartitions("Topic " + topic.name() + " has "
                                + existing.partitions() + " partitions, the application needs " + partitions + ".");
                    }
                    return Optional.<InternalTopic>empty();
                })
                .orElseGet(() -> Optional.of(internal(topic, partitions)));
    }

    private static InternalTopic internal(TopicInfo topic, int partitions) {
        Map<String, String> configs = new HashMap<>();
        topic.topicConfigs().forEach(config -> configs.put(config.key(), config.value()));
        short replicas = topic.replicationFactor() == 0 ? -1 : topic.replicationFactor();
        return new InternalTopic(topic.name(), partitions, replicas, configs);
    }

    private static String names(List<InternalTopic> topics) {
        String shown = String.join(
                ", ",
                topics.stream().limit(NAMES_SHOWN).map(InternalTopic::name).toList());
        return topics.size() > NAMES_SHOWN ? shown + " and " + (topics.size() - NAMES_SHOWN) + " more" : shown;
    }
}
