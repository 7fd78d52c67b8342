package io.weir.broker.fetch;

import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.FetchableTopicResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves fetches: reads at once, answers when there is enough, else waits for more. */
public final class Fetcher {

    /** What a consumer needs on each topic it fetches. */
    public static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    private static final int FIRST_VERSION_WITH_TOP_LEVEL_ERROR = 7;
    private static final int READ_COMMITTED = 1;

    private final FetchReader reader;
    private final FetchContexts contexts;
    private final FetchDeadlines deadlines;
    private final int maxBytes;

    /** Serves from these partitions, at most {@code maxBytes} of records an answer ({@code fetch.max.bytes}). */
    public Fetcher(
            Partitions partitions,
            ReadReplicas replicas,
            FetchSessions sessions,
            ScheduledExecutorService timers,
            int maxBytes) {
        this.reader = new FetchReader(partitions, replicas);
        this.contexts = new FetchContexts(sessions);
        this.deadlines = new FetchDeadlines(timers);
        this.maxBytes = maxBytes;
    }

    /** Starts one fetch. */
    public CompletableFuture<FetchResponse> fetch(RequestContext request, FetchRequest body) {
        if (body.isolationLevel() < 0 || body.isolationLevel() > READ_COMMITTED) {
            return CompletableFuture.completedFuture(refuse(body, request.version(), ErrorCode.INVALID_REQUEST));
        }
        if (body.replicaId() >= 0 || body.replicaState().replicaId() >= 0) {
            // Nobody replicates from us.
            return CompletableFuture.completedFuture(refuseEach(body, ErrorCode.NOT_LEADER_OR_FOLLOWER));
        }
        FetchLimits limits = FetchLimits.of(body, request, maxBytes);
        FetchContext context = contexts.of(body, request.version());
        if (context instanceof FetchContext.Refused refused) {
            return CompletableFuture.completedFuture(FetchResponse.builder()
                    .errorCode(refused.error().code())
                    .sessionId(refused.sessionId())
                    .build());
        }
        Map<FetchTarget, FetchPosition> positions = context.positions();
        List<FetchedPartition> fetched = reader.read(limits, request, positions);
        if (limits.maxWaitMs() <= 0 || positions.isEmpty() || isEnough(limits, fetched)) {
            return CompletableFuture.completedFuture(answer(context, fetched));
        }
        FetchedPartition.release(fetched);
        return new DelayedFetch(
                        reader.readable(limits, request, positions),
                        () -> reader.read(limits, request, positions),
                        found -> isEnough(limits, found),
                        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limits.maxWaitMs()))
                .await(deadlines)
                .thenApply(found -> answer(context, found));
    }

    /** The answer to a fetch that fails as a whole; older versions can only say so of each partition. */
    public static FetchResponse refuse(FetchRequest request, int version, ErrorCode error) {
        if (version >= FIRST_VERSION_WITH_TOP_LEVEL_ERROR) {
            return FetchResponse.builder()
                    .errorCode(error.code())
                    .sessionId(request.sessionId())
                    .build();
        }
        return refuseEach(request, error);
    }

    private static FetchResponse refuseEach(FetchRequest request, ErrorCode error) {
        return FetchResponse.builder()
                .responses(request.topics().stream()
                        .map(topic -> FetchableTopicResponse.builder()
                                .topic(topic.topic())
                                .topicId(topic.topicId())
                                .partitions(topic.partitions().stream()
                                        .map(partition ->
                                                new FetchTarget(Uuid.ZERO, topic.topic(), partition.partition()))
                                        .map(target -> FetchedPartition.failed(target, error)
                                                .data())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static boolean isEnough(FetchLimits limits, List<FetchedPartition> fetched) {
        long bytes = 0;
        for (FetchedPartition partition : fetched) {
            bytes += FetchedPartition.recordBytes(partition.data());
            if (FetchedPartition.isExceptional(partition.data())) {
                return true;
            }
        }
        return bytes >= limits.minBytes();
    }

    private static FetchResponse answer(FetchContext context, List<FetchedPartition> fetched) {
        Map<TopicKey, List<PartitionData>> byTopic = new LinkedHashMap<>();
        for (FetchedPartition partition : context.tell(fetched)) {
            partition.count();
            FetchTarget target = partition.target();
            byTopic.computeIfAbsent(new TopicKey(target.topicId(), target.topic()), _ -> new ArrayList<>())
                    .add(partition.data());
        }
        List<FetchableTopicResponse> topics = new ArrayList<>(byTopic.size());
        byTopic.forEach((topic, partitions) -> topics.add(FetchableTopicResponse.builder()
                .topic(topic.name())
                .topicId(topic.id())
                .partitions(partitions)
                .build()));
        return FetchResponse.builder()
                .errorCode(ErrorCode.NONE.code())
                .sessionId(context.sessionId())
                .responses(topics)
                .build();
    }

    private record TopicKey(Uuid id, String name) {}
}
