package io.weir.broker.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collector;

/** Puts what is said of partitions under their topics, as messages have it; topics are in the order in which they came first. */
public final class ByTopic {

    private ByTopic() {}

    /**
     * Collects partitions of many topics.
     *
     * @param topicOf the name of a partition's topic
     * @param partitionOf what the message says of a partition
     * @param whole what the message says of a topic, made of its name and its partitions
     */
    public static <I, P, T> Collector<I, ?, List<T>> collect(
            Function<I, String> topicOf, Function<I, P> partitionOf, BiFunction<String, List<P>, T> whole) {
        return Collector.<I, Map<String, List<P>>, List<T>>of(
                LinkedHashMap::new,
                (topics, item) -> topics.computeIfAbsent(topicOf.apply(item), _ -> new ArrayList<>())
                        .add(partitionOf.apply(item)),
                ByTopic::merge,
                topics -> topics.entrySet().stream()
                        .map(topic -> whole.apply(topic.getKey(), topic.getValue()))
                        .toList());
    }

    private static <P> Map<String, List<P>> merge(Map<String, List<P>> into, Map<String, List<P>> more) {
        more.forEach((topic, partitions) ->
                into.computeIfAbsent(topic, _ -> new ArrayList<>()).addAll(partitions));
        return into;
    }
}
