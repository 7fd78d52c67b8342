package io.weir.broker.share;

import io.weir.broker.delivery.Acknowledgement;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.messages.ShareFetchRequest;
import io.weir.protocol.messages.ShareFetchResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Serves fetches of members of share groups, and what they acknowledge with them. */
public final class ShareFetcher {

    private static final byte BATCH_OPTIMIZED = 0;
    private static final byte RECORD_LIMIT = 1;

    /** What one fetch holds in memory at most, but for one batch: members allow for 50 MB each, and there may be many. */
    private static final int MAX_HELD_BYTES = 4 << 20;

    /** Longer than clients wait for any answer: who asks for more has no use for it, and costs memory all the time. */
    private static final int MAX_WAIT_MS = 5 * 60 * 1_000;

    /** What it works with. */
    public record Ports(
            ShareService service, Partitions partitions, ScheduledExecutorService timers, CoordinatorTime time) {}

    /** Who reads, and by which connection. */
    private record Reader(ShareSessions.Key key, long connection) {}

    private final Ports ports;
    private final int maxBytes;
    private final ShareAccess access;
    private final Acknowledgements acknowledgements;

    /** Gives at most {@code maxBytes} of records an answer ({@code fetch.max.bytes}), and never many megabytes. */
    public ShareFetcher(Ports ports, int maxBytes) {
        this.ports = ports;
        this.maxBytes = Math.min(maxBytes, MAX_HELD_BYTES);
        this.access = new ShareAccess(ports.partitions());
        this.acknowledgements = new Acknowledgements(access, ports.service().shared());
    }

    /** Starts one fetch. */
    public CompletableFuture<ShareFetchResponse> fetch(RequestContext context, ShareFetchRequest request) {
        Outcome refusal = ShareAccess.check(context, request.groupId(), request.memberId());
        if (!refusal.error().isError()) {
            refusal = check(request);
        }
        if (refusal.error().isError()) {
            return CompletableFuture.completedFuture(ShareFetchAnswer.refused(refusal));
        }
        ShareSessions.Key member = new ShareSessions.Key(
                Optional.ofNullable(request.groupId()).orElse(""),
                Optional.ofNullable(request.memberId()).orElse(""));
        Map<TopicIdPartition, List<Acknowledgement>> said = said(request);
        ErrorCode sessionError = session(context, request, member, !said.isEmpty());
        if (sessionError == ErrorCode.SHARE_SESSION_LIMIT_REACHED) {
            // It will come again at once: one that waits costs less.
            return later(
                    ShareFetchAnswer.refused(Outcome.of(sessionError)), Math.min(request.maxWaitMs(), MAX_WAIT_MS));
        }
        if (sessionError.isError()) {
            return CompletableFuture.completedFuture(ShareFetchAnswer.refused(Outcome.of(sessionError)));
        }
        boolean isFinal = request.shareSessionEpoch() == ShareSessions.FINAL_EPOCH;
        ShareFetchAnswer answer = new ShareFetchAnswer();
        CompletableFuture<?> acknowledged = acknowledgements
                .take(context, member, said, request.isRenewAck())
                .thenAccept(answer::acknowledged);
        CompletableFuture<?> fetched = isFinal || request.isRenewAck()
                ? CompletableFuture.completedFuture(null)
                : read(context, request, member, answer);
        CompletableFuture<ShareFetchResponse> response = CompletableFuture.allOf(acknowledged, fetched)
                .thenApply(_ -> answer.build(ports.service().settings().lockMs(member.groupId())));
        return isFinal
                ? response.thenCompose(
                        last -> ports.service().endSession(member).thenApply(_ -> last))
                : response;
    }

    private ErrorCode session(
            RequestContext context, ShareFetchRequest request, ShareSessions.Key member, boolean acknowledges) {
        ShareSessions sessions = ports.service().sessions();
        Set<TopicIdPartition> added = new LinkedHashSet<>();
        request.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition ->
                                added.add(new TopicIdPartition(topic.topicId(), partition.partitionIndex()))));
        if (request.shareSessionEpoch() == ShareSessions.INITIAL_EPOCH) {
            if (acknowledges) {
                return ErrorCode.INVALID_REQUEST;
            }
            List<SharedPartition> before = ports.service().partitionsOf(member);
            ErrorCode error = sessions.begin(member, added, context.peer().id());
            // A fetch of the session that this one takes the place of is not awaited any more.
            before.forEach(SharedPartition::wakeWatchers);
            return error;
        }
        List<TopicIdPartition> forgotten = new ArrayList<>();
        request.forgottenTopicsData()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> forgotten.add(new TopicIdPartition(topic.topicId(), partition))));
        return sessions.advance(member, request.shareSessionEpoch(), added, forgotten);
    }

    private CompletableFuture<?> read(
            RequestContext context, ShareFetchRequest request, ShareSessions.Key member, ShareFetchAnswer answer) {
        Map<SharedPartition, CompletableFuture<Outcome>> loads = new LinkedHashMap<>();
        for (TopicIdPartition wanted : ports.service().sessions().partitions(member, request.shareSessionEpoch())) {
            switch (access.find(context, wanted)) {
                case ShareAccess.Found.No(ErrorCode error) -> answer.failed(wanted, Outcome.of(error));
                case ShareAccess.Found.Yes found -> {
                    SharedPartition shared = ports.service()
                            .shared()
                            .get(
                                    new SharePartitionKey(member.groupId(), wanted.topicId(), wanted.partition()),
                                    found.partition());
                    loads.put(shared, shared.load());
                }
            }
        }
        boolean isNothingWanted = request.maxRecords() == 0 || request.maxBytes() == 0;
        if (loads.isEmpty() || isNothingWanted) {
            return CompletableFuture.completedFuture(null);
        }
        if (request.shareSessionEpoch() == ShareSessions.INITIAL_EPOCH) {
            // The first answer of a session speaks of all its partitions, as Kafka's does.
            loads.keySet().forEach(shared -> answer.mention(partitionOf(shared)));
        }
        return CompletableFuture.allOf(loads.values().toArray(new CompletableFuture<?>[0]))
                .thenCompose(
                        _ -> give(request, new Reader(member, context.peer().id()), loads, answer));
    }

    private CompletableFuture<?> give(
            ShareFetchRequest request,
            Reader reader,
            Map<SharedPartition, CompletableFuture<Outcome>> loads,
            ShareFetchAnswer answer) {
        List<SharedPartition> usable = new ArrayList<>();
        loads.forEach((shared, load) -> {
            Outcome outcome = load.join();
            if (outcome.error().isError()) {
                ports.service().shared().drop(shared.key());
                answer.failed(partitionOf(shared), outcome);
            } else {
                usable.add(shared);
            }
        });
        int bytes = Math.min(request.maxBytes(), maxBytes);
        ShareFetch.Wish wish = new ShareFetch.Wish(
                reader.key().memberId(),
                request.maxRecords(),
                Math.max(1, request.batchSize()),
                request.shareAcquireMode() == RECORD_LIMIT,
                new ShareFetch.Wish.Bytes(Math.min(request.minBytes(), bytes), bytes),
                ports.service().settings().isReadCommitted(reader.key().groupId()));
        // An error is told at once, with what there is.
        int maxWaitMs = usable.size() < loads.size() ? 0 : Math.min(request.maxWaitMs(), MAX_WAIT_MS);
        BooleanSupplier isAwaited = () -> ports.service().sessions().isOf(reader.key(), reader.connection());
        return new ShareFetch(wish, usable, ports.time()::monotonicMs, isAwaited)
                .start(ports.timers(), maxWaitMs)
                .thenAccept(given -> {
                    given.forEach((shared, from) -> answer.gave(partitionOf(shared), from));
                    if (!isAwaited.getAsBoolean()) {
                        // It has gone meanwhile, and what it had was released before it took this.
                        given.keySet().forEach(shared -> {
                            var _ = shared.release(reader.key().memberId());
                        });
                    }
                });
    }

    private static TopicIdPartition partitionOf(SharedPartition shared) {
        return new TopicIdPartition(shared.key().topicId(), shared.key().partition());
    }

    private CompletableFuture<ShareFetchResponse> later(ShareFetchResponse response, int delayMs) {
        CompletableFuture<ShareFetchResponse> later = new CompletableFuture<>();
        var _ = ports.timers().schedule(() -> later.complete(response), delayMs, TimeUnit.MILLISECONDS);
        return later;
    }

    private static Outcome check(ShareFetchRequest request) {
        boolean isNothingWanted = request.maxBytes() == 0
                && request.minBytes() == 0
                && request.maxRecords() == 0
                && request.maxWaitMs() == 0;
        if (request.isRenewAck() && !isNothingWanted) {
            // Who asks for more time is not kept waiting for records meanwhile (KIP-1222).
            return new Outcome(
                    ErrorCode.INVALID_REQUEST,
                    "maxBytes, minBytes, maxRecords and maxWaitMs must be 0 if isRenewAck is true.");
        }
        byte mode = request.shareAcquireMode();
        return mode == BATCH_OPTIMIZED || mode == RECORD_LIMIT
                ? Outcome.DONE
                : new Outcome(
                        ErrorCode.INVALID_REQUEST,
                        "shareAcquireMode is " + mode + "; it must be " + BATCH_OPTIMIZED + " (batch-optimized) or "
                                + RECORD_LIMIT + " (record-limit).");
    }

    private static Map<TopicIdPartition, List<Acknowledgement>> said(ShareFetchRequest request) {
        Map<TopicIdPartition, List<Acknowledgement>> said = new LinkedHashMap<>();
        request.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> partition
                                .acknowledgementBatches()
                                .forEach(batch -> said.computeIfAbsent(
                                                new TopicIdPartition(topic.topicId(), partition.partitionIndex()),
                                                _ -> new ArrayList<>())
                                        .add(new Acknowledgement(
                                                batch.firstOffset(), batch.lastOffset(), batch.acknowledgeTypes())))));
        return said;
    }

    /** An answer that only says what is wrong. */
    public static ShareFetchResponse refused(ErrorCode error) {
        return ShareFetchAnswer.refused(Outcome.of(error));
    }
}
