package io.weir.broker.handlers.share;

import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the requests about states of delivery have in common: brokers send them to one another, and each asks for many
 * partitions of many topics, each with an outcome of its own.
 *
 * @param <Q> the request
 * @param <R> the response
 * @param <P> what is asked about a partition
 * @param <O> the outcome for a partition
 * @param <T> the outcomes for a topic
 */
abstract class StateRequestHandler<Q extends RequestMessage, R extends ResponseMessage, P, O, T>
        implements RequestHandler<Q, R> {

    @Override
    public final Set<Operation> required() {
        return Set.of(Operation.CLUSTER_ACTION);
    }

    @Override
    public final CompletableFuture<R> handle(RequestContext context, Q request) {
        return all(request, (topic, partition) -> answer(request, topic, partition));
    }

    @Override
    public final R refuse(Q request, int version, ErrorCode error) {
        return all(
                        request,
                        (_, partition) ->
                                CompletableFuture.completedFuture(failed(partition, error, error.defaultMessage())))
                .join();
    }

    /** What is asked, by {@link #byTopic}. */
    abstract Map<Uuid, List<P>> partitions(Q request);

    /** Begins to answer for one partition. */
    abstract CompletableFuture<O> answer(Q request, Uuid topic, P partition);

    abstract O failed(P partition, ErrorCode error, String message);

    abstract T topic(Uuid topic, List<O> outcomes);

    abstract R response(List<T> topics);

    /** Partitions by topic id, in the order they are asked for. Nothing at all where a topic has none, as with Kafka. */
    static <S, P> Map<Uuid, List<P>> byTopic(
            String groupId, List<S> topics, Function<S, Uuid> id, Function<S, List<P>> partitions) {
        Map<Uuid, List<P>> byTopic = new LinkedHashMap<>();
        for (S topic : topics) {
            if (groupId.isEmpty() || partitions.apply(topic).isEmpty()) {
                return Map.of();
            }
            byTopic.merge(id.apply(topic), partitions.apply(topic), StateRequestHandler::joined);
        }
        return byTopic;
    }

    private CompletableFuture<R> all(Q request, BiFunction<Uuid, P, CompletableFuture<O>> answer) {
        Map<Uuid, List<CompletableFuture<O>>> asked = new LinkedHashMap<>();
        partitions(request)
                .forEach((id, partitions) -> asked.put(
                        id,
                        partitions.stream()
                                .map(partition -> answer.apply(id, partition))
                                .toList()));
        return CompletableFuture.allOf(
                        asked.values().stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> response(asked.entrySet().stream()
                        .map(entry -> topic(
                                entry.getKey(),
                                entry.getValue().stream()
                                        .map(CompletableFuture::join)
                                        .toList()))
                        .toList()));
    }

    private static <P> List<P> joined(List<P> some, List<P> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
