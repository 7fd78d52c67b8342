package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.coordination.schema.StreamsGroupTopologyValue.CopartitionGroup;
import io.weir.coordination.schema.StreamsGroupTopologyValue.Subtopology;
import io.weir.coordination.schema.StreamsGroupTopologyValue.TopicInfo;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How many partitions the topics of an application have or are to have: a topic that is there has what it has; a repartition
 * topic as many as are asked for, or as the sources of who writes it; those that are joined equal numbers (KIP-1071).
 */
final class PartitionCounts {

    private final StreamsGroupTopologyValue topology;
    private final TopicsView topics;
    private final Map<String, Integer> decided = new HashMap<>();

    private PartitionCounts(StreamsGroupTopologyValue topology, TopicsView topics) {
        this.topology = topology;
        this.topics = topics;
    }

    /**
     * Decides them.
     *
     * @throws TopicProblemException when topics that are there do not fit
     * @throws GroupRefusedException when the topology makes no sense whatever the topics
     */
    static PartitionCounts decide(StreamsGroupTopologyValue topology, TopicsView topics) {
        PartitionCounts counts = new PartitionCounts(topology, topics);
        counts.decideRepartitionTopics();
        for (Subtopology subtopology : topology.subtopologies()) {
            for (CopartitionGroup group : subtopology.copartitionGroups()) {
                counts.makeEqual(subtopology, group);
            }
        }
        return counts;
    }

    /** The most partitions that a source of the subtopology has: it has as many tasks. */
    int tasksOf(Subtopology subtopology) {
        return sources(subtopology)
                .mapToInt(topic -> of(topic).orElseThrow(() -> invalid("Nobody writes topic " + topic)))
                .max()
                .orElseThrow(() -> invalid("Subtopology " + subtopology.subtopologyId() + " has no source topics"));
    }

    /** What has been decided, or what there is. */
    OptionalInt of(String topic) {
        return topics.named(topic)
                .map(info -> OptionalInt.of(info.partitions()))
                .orElseGet(() -> decided(topic));
    }

    /** What the topic is to have, whether it is there or not; as many as are asked for, or as was decided. */
    int wanted(TopicInfo topic) {
        return topic.partitions() != 0
                ? topic.partitions()
                : decided(topic.name()).orElse(0);
    }

    private OptionalInt decided(String topic) {
        Integer count = decided.get(topic);
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    static Stream<String> sources(Subtopology subtopology) {
        return Stream.concat(
                subtopology.sourceTopics().stream(),
                subtopology.repartitionSourceTopics().stream().map(TopicInfo::name));
    }

    private void decideRepartitionTopics() {
        repartitionTopics()
                .filter(topic -> topic.partitions() != 0)
                .forEach(topic -> decided.put(topic.name(), topic.partitions()));
        decideSinks();
        boolean isOpen = topology.subtopologies().stream()
                .flatMap(part -> part.repartitionSinkTopics().stream())
                .anyMatch(sink -> !decided.containsKey(sink));
        if (isOpen) {
            throw invalid("The numbers of partitions of repartition topics depend on one another");
        }
        repartitionTopics()
                .filter(topic -> !decided.containsKey(topic.name()))
                .findFirst()
                .ifPresent(topic -> {
                    throw invalid("No subtopology writes repartition topic " + topic.name());
                });
    }

    /**
     * As if one went through all subtopologies again and again, in their order, until nothing is decided any more; but each is
     * only looked at once one of its sources is known. A topology may be a chain of thousands.
     */
    private void decideSinks() {
        List<Subtopology> parts = topology.subtopologies();
        Map<String, List<Integer>> readers = new HashMap<>();
        NavigableSet<Integer> due = new TreeSet<>();
        for (int i = 0; i < parts.size(); i++) {
            for (TopicInfo source : parts.get(i).repartitionSourceTopics()) {
                readers.computeIfAbsent(source.name(), _ -> new ArrayList<>()).add(i);
            }
            if (mostOfSources(parts.get(i)).isPresent()) {
                due.add(i);
            }
        }
        BitSet done = new BitSet(parts.size());
        NavigableSet<Integer> dueNextTime = new TreeSet<>();
        while (!due.isEmpty()) {
            int index = due.removeFirst();
            done.set(index);
            int most = mostOfSources(parts.get(index)).orElseThrow();
            for (String sink : parts.get(index).repartitionSinkTopics()) {
                if (decided.putIfAbsent(sink, most) == null) {
                    readers.getOrDefault(sink, List.of()).stream()
                            .filter(reader -> !done.get(reader))
                            .forEach(reader -> (reader > index ? due : dueNextTime).add(reader));
                }
            }
            if (due.isEmpty()) {
                due.addAll(dueNextTime);
                dueNextTime.clear();
            }
        }
    }

    private OptionalInt mostOfSources(Subtopology subtopology) {
        Stream<Integer> external = subtopology.sourceTopics().stream()
                .flatMap(topic -> topics.named(topic).stream())
                .map(info -> info.partitions());
        Stream<Integer> internal = subtopology.repartitionSourceTopics().stream()
                .flatMap(topic -> decided(topic.name()).stream().boxed());
        return Stream.concat(external, internal).mapToInt(Integer::intValue).max();
    }

    private void makeEqual(Subtopology subtopology, CopartitionGroup group) {
        Map<String, Integer> external = new TreeMap<>();
        Map<String, Integer> internal = new TreeMap<>();
        Set<String> fixed = new HashSet<>();
        group.sourceTopics().forEach(index -> {
            String topic = subtopology.sourceTopics().get(index);
            external.put(topic, of(topic).orElseThrow(() -> invalid("Nobody writes topic " + topic)));
        });
        group.repartitionSourceTopics().forEach(index -> {
            TopicInfo topic = subtopology.repartitionSourceTopics().get(index);
            internal.put(topic.name(), of(topic.name()).orElse(0));
            if (topic.partitions() != 0) {
                fixed.add(topic.name());
            }
        });
        int count = common(external, internal, fixed);
        internal.forEach((topic, current) -> {
            if (fixed.contains(topic) && current != count) {
                throw TopicProblemException.wrongPartitions(
                        "Number of partitions [" + current + "] of repartition topic [" + topic
                                + "] doesn't match number of partitions [" + count + "] of the source topic.");
            }
            decided.put(topic, count);
        });
    }

    private static int common(Map<String, Integer> external, Map<String, Integer> internal, Set<String> fixed) {
        Map<String, Integer> deciding = new TreeMap<>(external);
        if (external.isEmpty()) {
            deciding.putAll(internal);
            if (!fixed.isEmpty()) {
                deciding.keySet().retainAll(fixed);
            } else {
                return internal.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0);
            }
        }
        Set<Integer> counts = new HashSet<>(deciding.values());
        if (counts.size() != 1) {
            throw TopicProblemException.wrongPartitions(
                    "Following topics do not have the same number of partitions: [" + deciding + "]");
        }
        return counts.iterator().next();
    }

    private Stream<TopicInfo> repartitionTopics() {
        return topology.subtopologies().stream().flatMap(part -> part.repartitionSourceTopics().stream());
    }

    private static GroupRefusedException invalid(String message) {
        return new GroupRefusedException(ErrorCode.STREAMS_INVALID_TOPOLOGY, message);
    }
}
