package io.weir.broker.share;

import io.weir.broker.delivery.Acknowledgement;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.protocol.messages.ShareAcknowledgeRequest;
import io.weir.protocol.messages.ShareAcknowledgeResponse;
import io.weir.protocol.messages.ShareAcknowledgeResponse.PartitionData;
import io.weir.protocol.messages.ShareAcknowledgeResponse.ShareAcknowledgeTopicResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Serves requests that only acknowledge. */
public final class ShareAcknowledger {

    private final ShareService service;
    private final Acknowledgements acknowledgements;

    public ShareAcknowledger(ShareService service, Partitions partitions) {
        this.service = service;
        this.acknowledgements = new Acknowledgements(new ShareAccess(partitions), service.shared());
    }

    /** Completed when all that is said is written down. */
    public CompletableFuture<ShareAcknowledgeResponse> acknowledge(
            RequestContext context, ShareAcknowledgeRequest request) {
        String groupId = Optional.ofNullable(request.groupId()).orElse("");
        Outcome refusal = ShareAccess.check(context, request.groupId(), request.memberId());
        if (refusal.error().isError()) {
            return CompletableFuture.completedFuture(refused(refusal));
        }
        ShareSessions.Key member = new ShareSessions.Key(
                groupId, Optional.ofNullable(request.memberId()).orElse(""));
        ErrorCode sessionError = request.shareSessionEpoch() == ShareSessions.INITIAL_EPOCH
                ? ErrorCode.INVALID_SHARE_SESSION_EPOCH
                : service.sessions().advance(member, request.shareSessionEpoch(), List.of(), List.of());
        if (sessionError.isError()) {
            return CompletableFuture.completedFuture(refused(Outcome.of(sessionError)));
        }
        CompletableFuture<ShareAcknowledgeResponse> answer = acknowledgements
                .take(context, member, said(request), request.isRenewAck())
                .thenApply(outcomes -> answer(groupId, outcomes));
        return request.shareSessionEpoch() == ShareSessions.FINAL_EPOCH
                ? answer.thenCompose(response -> service.endSession(member).thenApply(_ -> response))
                : answer;
    }

    /** An answer that only says what is wrong. */
    public static ShareAcknowledgeResponse refused(ErrorCode error) {
        return refused(Outcome.of(error));
    }

    private static ShareAcknowledgeResponse refused(Outcome outcome) {
        return ShareAcknowledgeResponse.builder()
                .errorCode(outcome.error().code())
                .errorMessage(outcome.message())
                .build();
    }

    private static Map<TopicIdPartition, List<Acknowledgement>> said(ShareAcknowledgeRequest request) {
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

    private ShareAcknowledgeResponse answer(String groupId, Map<TopicIdPartition, Outcome> outcomes) {
        Map<Uuid, List<PartitionData>> topics = new LinkedHashMap<>();
        outcomes.forEach((partition, outcome) -> topics.computeIfAbsent(partition.topicId(), _ -> new ArrayList<>())
                .add(PartitionData.builder()
                        .partitionIndex(partition.partition())
                        .errorCode(outcome.error().code())
                        .errorMessage(outcome.error().isError() ? outcome.message() : null)
                        .build()));
        List<ShareAcknowledgeTopicResponse> responses = new ArrayList<>();
        topics.forEach((topic, partitions) -> responses.add(ShareAcknowledgeTopicResponse.builder()
                .topicId(topic)
                .partitions(partitions)
                .build()));
        return ShareAcknowledgeResponse.builder()
                .acquisitionLockTimeoutMs(service.settings().lockMs(groupId))
                .responses(responses)
                .build();
    }
}
