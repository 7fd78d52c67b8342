package io.weir.broker.handlers.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.Uuid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the requests about states have in common: many partitions of many topics, each with an outcome. */
final class StateRequests {

    private StateRequests() {}

    /**
     * Asks for each partition, and gathers the outcomes topic by topic.
     *
     * @param partitions what is asked, by topic id
     * @param ask starts to answer for one
     * @param topic makes the answer for a topic of the answers for its partitions
     */
    static <P, A, T> CompletableFuture<List<T>> each(
            Map<Uuid, List<P>> partitions,
            BiFunction<Uuid, P, CompletableFuture<A>> ask,
            BiFunction<Uuid, List<A>, T> topic) {
        Map<Uuid, List<CompletableFuture<A>>> asked = new LinkedHashMap<>();
        partitions.forEach((id, ofTopic) ->
                asked.put(id, ofTopic.stream().map(one -> ask.apply(id, one)).toList()));
        return CompletableFuture.allOf(
                        asked.values().stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> asked.entrySet().stream()
                        .map(entry -> topic.apply(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .map(CompletableFuture::join)
                                        .toList()))
                        .toList());
    }

    /** Partitions by topic id, in the order they are asked for. Nothing at all where a topic has none, as with Kafka. */
    static <T, P> Map<Uuid, List<P>> byTopic(
            String groupId, List<T> topics, Function<T, Uuid> id, Function<T, List<P>> partitions) {
        Map<Uuid, List<P>> byTopic = new LinkedHashMap<>();
        for (T topic : topics) {
            if (groupId.isEmpty() || partitions.apply(topic).isEmpty()) {
                return Map.of();
            }
            byTopic.merge(id.apply(topic), partitions.apply(topic), StateRequests::joined);
        }
        return byTopic;
    }

    static SharePartitionKey key(String groupId, Uuid topic, int partition) {
        return new SharePartitionKey(groupId, topic, partition);
    }

    private static <P> List<P> joined(List<P> some, List<P> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
