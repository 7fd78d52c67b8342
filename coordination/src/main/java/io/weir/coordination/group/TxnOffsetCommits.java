package io.weir.coordination.group;

import io.weir.coordination.consumer.CommitRule;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;

/**
 * TxnOffsetCommit: offsets that count when the producer's transaction is committed. The first in a transaction needs a
 * proof that the transaction coordinator knows of it, or nobody would ever end it (KIP-890).
 */
final class TxnOffsetCommits {

    /** No proof is needed: the transaction is open here. */
    static final long ALREADY_OPEN = 0;

    private final GroupConfig.Offsets config;
    private final Groups groups;
    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final CommitTopics topics;
    private final OffsetProofs proofs = new OffsetProofs();

    TxnOffsetCommits(
            GroupConfig.Offsets config, Groups groups, ModernGroups modern, OffsetStore offsets, CommitTopics topics) {
        this.modern = modern;
        this.config = config;
        this.groups = groups;
        this.offsets = offsets;
        this.topics = topics;
    }

    /**
     * Begins to prove a transaction: the number returned is worth something until that producer's next marker. Taken
     * before the transaction coordinator is asked, so that an end decided meanwhile is not missed.
     */
    long beginProof(TransactionalProducer producer, long nowMs) {
        if (offsets.pending().isOpen(producer)) {
            return ALREADY_OPEN;
        }
        return proofs.begin(producer, nowMs);
    }

    /** The producer's transaction has ended. */
    void ended(TransactionEnd end) {
        proofs.ended(end);
    }

    TxnOffsetCommitResponse handle(TxnOffsetCommitRequest request, long proof, Step<GroupTimer> step) {
        TransactionalProducer producer = new TransactionalProducer(request.producerId(), request.producerEpoch());
        if (!proofs.isWorthSomething(producer.id(), proof) && !offsets.pending().isOpen(producer)) {
            return refused(request, ErrorCode.INVALID_TXN_STATE);
        }
        CommitRule rule = modern.contains(request.groupId())
                ? consumerGroupRule(request)
                : CommitRule.none(groups.find(request.groupId())
                        .map(group -> refusal(group, request))
                        .orElse(
                                request.generationIdOrMemberEpoch() < 0
                                        ? ErrorCode.NONE
                                        : ErrorCode.ILLEGAL_GENERATION));
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> TxnOffsetCommitResponseTopic.builder()
                                .name(topic.name())
                                .topicId(topic.topicId())
                                .partitions(topic.partitions().stream()
                                        .map(partition ->
                                                answer(partition, store(request, rule, topic, partition, step)))
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    /** Every partition with the same error. */
    static TxnOffsetCommitResponse refused(TxnOffsetCommitRequest request, ErrorCode error) {
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> TxnOffsetCommitResponseTopic.builder()
                                .name(topic.name())
                                .topicId(topic.topicId())
                                .partitions(topic.partitions().stream()
                                        .map(partition -> answer(partition, error))
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private ErrorCode store(
            TxnOffsetCommitRequest request,
            CommitRule rule,
            TxnOffsetCommitRequestTopic topic,
            TxnOffsetCommitRequestPartition partition,
            Step<GroupTimer> step) {
        CommitTopics.Resolved resolved =
                topic.topicId().isZero() ? topics.byName(topic.name()) : topics.byId(topic.topicId());
        ErrorCode unknown = resolved.errorOf(partition.partitionIndex());
        if (unknown.isError()) {
            return unknown;
        }
        ErrorCode refusal = rule.check(resolved.id(), partition.partitionIndex());
        if (refusal.isError()) {
            // Producers know no member epochs (KIP-848): what they know is a generation that is over.
            return refusal == ErrorCode.STALE_MEMBER_EPOCH ? ErrorCode.ILLEGAL_GENERATION : refusal;
        }
        String metadata = Optional.ofNullable(partition.committedMetadata()).orElse("");
        if (metadata.length() > config.metadataMaxBytes()) {
            return ErrorCode.OFFSET_METADATA_TOO_LARGE;
        }
        OffsetEntry entry = new OffsetEntry(
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                metadata,
                step.nowMs(),
                OffsetEntry.NO_EXPIRY,
                resolved.id());
        CoordinatorRecord record =
                GroupRecords.offset(request.groupId(), resolved.name(), partition.partitionIndex(), entry);
        if (!step.fits(record)) {
            return ErrorCode.INVALID_COMMIT_OFFSET_SIZE;
        }
        if (groups.find(request.groupId()).isEmpty() && !modern.contains(request.groupId())) {
            groups.put(new ClassicGroup(request.groupId(), step.nowMs()));
        }
        TransactionalProducer producer = new TransactionalProducer(request.producerId(), request.producerEpoch());
        offsets.pending()
                .put(
                        producer,
                        new PendingOffsets.Key(request.groupId(), resolved.name(), partition.partitionIndex()),
                        entry);
        proofs.used(producer.id());
        step.appendPending(producer, record);
        return ErrorCode.NONE;
    }

    private CommitRule consumerGroupRule(TxnOffsetCommitRequest request) {
        boolean saysNothing = request.generationIdOrMemberEpoch() < 0
                && request.memberId().isEmpty()
                && request.groupInstanceId() == null;
        return saysNothing
                ? CommitRule.ALL
                : modern.commitRule(
                        request.groupId(),
                        request.memberId(),
                        request.generationIdOrMemberEpoch(),
                        // Whichever version of OffsetCommit has member epochs: a producer passes on what its consumer
                        // has.
                        Short.MAX_VALUE);
    }

    private static ErrorCode refusal(ClassicGroup group, TxnOffsetCommitRequest request) {
        if (request.generationIdOrMemberEpoch() < 0 && group.is(GroupState.EMPTY)) {
            return ErrorCode.NONE;
        }
        Optional<String> instanceId = Optional.ofNullable(request.groupInstanceId());
        if (request.generationIdOrMemberEpoch() < 0 && request.memberId().isEmpty() && instanceId.isEmpty()) {
            // Producers of old say neither; the group has to trust them.
            return ErrorCode.NONE;
        }
        ErrorCode invalid = group.validate(request.memberId(), instanceId);
        if (invalid.isError()) {
            return invalid;
        }
        return request.generationIdOrMemberEpoch() == group.generation()
                ? ErrorCode.NONE
                : ErrorCode.ILLEGAL_GENERATION;
    }

    private static TxnOffsetCommitResponsePartition answer(TxnOffsetCommitRequestPartition partition, ErrorCode error) {
        return TxnOffsetCommitResponsePartition.builder()
                .partitionIndex(partition.partitionIndex())
                .errorCode(error.code())
                .build();
    }
}
