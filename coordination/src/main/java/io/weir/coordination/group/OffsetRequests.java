package io.weir.coordination.group;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The requests about offsets, brought to one shape and answered in the shape of their version. */
final class OffsetRequests {

    /** From OffsetFetch version 8 a request names several groups. */
    private static final int BATCH_VERSION = 8;

    /** Up to OffsetFetch version 1 the answer has no error for the whole group, only one per partition. */
    private static final int GROUP_ERROR_VERSION = 2;

    private final GroupShards shards;

    OffsetRequests(GroupShards shards) {
        this.shards = shards;
    }

    CompletableFuture<OffsetCommitResponse> commit(RequestContext context, OffsetCommitRequest request) {
        return shards.askNow(
                request.groupId(),
                (machine, step) -> machine.commit(context, request, step),
                error -> commitFailed(request, error));
    }

    /** What {@link #txnCommit} takes as a proof once the transaction coordinator has said yes, or why there is none. */
    CompletableFuture<TransactionProof> beginProof(String groupId, TransactionalProducer producer) {
        return shards.askNow(
                groupId,
                (machine, step) -> new TransactionProof(ErrorCode.NONE, machine.beginProof(producer, step)),
                error -> new TransactionProof(error, TxnOffsetCommits.ALREADY_OPEN));
    }

    CompletableFuture<TxnOffsetCommitResponse> txnCommit(TxnOffsetCommitRequest request, TransactionProof proof) {
        return shards.askNow(
                request.groupId(),
                (machine, step) -> machine.commit(request, proof.number(), step),
                error -> TxnOffsetCommits.refused(request, error));
    }

    CompletableFuture<OffsetFetchResponse> fetch(RequestContext context, OffsetFetchRequest request) {
        boolean isBatch = context.apiVersion() >= BATCH_VERSION;
        List<OffsetFetchRequestGroup> groups = isBatch ? request.groups() : List.of(onlyGroup(request));
        return GroupShards.all(groups.stream()
                        .map(group -> fetch(context, group, request.requireStable()))
                        .toList())
                .thenApply(answers -> isBatch
                        ? OffsetFetchResponse.builder().groups(answers).build()
                        : ofOnlyGroup(answers.getFirst()));
    }

    CompletableFuture<OffsetDeleteResponse> delete(OffsetDeleteRequest request) {
        if (request.groupId().isEmpty()) {
            return CompletableFuture.completedFuture(OffsetDeletions.refused(ErrorCode.INVALID_GROUP_ID));
        }
        return shards.askNow(
                request.groupId(), (machine, step) -> machine.deleteOffsets(request, step), OffsetDeletions::refused);
    }

    CompletableFuture<Void> topicsDeleted(List<DeletedTopic> deleted) {
        List<DeletedTopic> kept = List.copyOf(deleted);
        return GroupShards.all(shards.askAll((machine, step) -> machine.topicsDeleted(kept, step), error -> 0))
                .thenAccept(counts -> {});
    }

    private CompletableFuture<OffsetFetchResponseGroup> fetch(
            RequestContext context, OffsetFetchRequestGroup group, boolean requireStable) {
        return shards.askNow(
                group.groupId(),
                (machine, step) -> machine.fetch(context, group, requireStable),
                error -> fetchFailed(context, group, error));
    }

    static OffsetFetchResponseGroup fetchFailed(
            RequestContext context, OffsetFetchRequestGroup group, ErrorCode error) {
        // Consumers before 3.9 know no COORDINATOR_NOT_AVAILABLE here; NOT_COORDINATOR makes them look again.
        ErrorCode told = error == ErrorCode.COORDINATOR_NOT_AVAILABLE ? ErrorCode.NOT_COORDINATOR : error;
        OffsetFetchResponseGroup.Builder failed =
                OffsetFetchResponseGroup.builder().groupId(group.groupId());
        return context.apiVersion() >= GROUP_ERROR_VERSION
                ? failed.errorCode(told.code()).build()
                : failed.topics(OffsetFetches.failed(group, told)).build();
    }

    private static OffsetFetchRequestGroup onlyGroup(OffsetFetchRequest request) {
        List<OffsetFetchRequest.OffsetFetchRequestTopic> topics = request.topics();
        return OffsetFetchRequestGroup.builder()
                .groupId(request.groupId())
                .topics(
                        topics == null
                                ? null
                                : topics.stream()
                                        .map(topic -> OffsetFetchRequestTopics.builder()
                                                .name(topic.name())
                                                .partitionIndexes(topic.partitionIndexes())
                                                .build())
                                        .toList())
                .build();
    }

    private static OffsetFetchResponse ofOnlyGroup(OffsetFetchResponseGroup group) {
        return OffsetFetchResponse.builder()
                .errorCode(group.errorCode())
                .topics(group.topics().stream()
                        .map(topic -> OffsetFetchResponseTopic.builder()
                                .name(topic.name())
                                .partitions(topic.partitions().stream()
                                        .map(partition -> OffsetFetchResponsePartition.builder()
                                                .partitionIndex(partition.partitionIndex())
                                                .committedOffset(partition.committedOffset())
                                                .committedLeaderEpoch(partition.committedLeaderEpoch())
                                                .metadata(partition.metadata())
                                                .errorCode(partition.errorCode())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    static OffsetCommitResponse commitFailed(OffsetCommitRequest request, ErrorCode error) {
        return OffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> OffsetCommitResponseTopic.builder()
                                .name(topic.name())
                                .topicId(topic.topicId())
                                .partitions(topic.partitions().stream()
                                        .map(partition -> OffsetCommitResponsePartition.builder()
                                                .partitionIndex(partition.partitionIndex())
                                                .errorCode(error.code())
                                                .build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }
}
