package io.weir.coordination.group;

import io.weir.coordination.consumer.CommitRule;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponsePartition;
import io.weir.protocol.messages.OffsetCommitResponse.OffsetCommitResponseTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OffsetCommit: by members of the current generation, or by anybody where the group has no members. */
final class OffsetCommits {

    /** From OffsetCommit version 9 an unknown group has its own error. */
    private static final int GROUP_ID_NOT_FOUND_VERSION = 9;

    /** Versions 2 to 4 may bring a retention of their own; this means they do not. */
    private static final long BROKER_RETENTION = -1;

    private final GroupConfig.Offsets config;
    private final Groups groups;
    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final Sessions sessions;
    private final CommitTopics topics;

    OffsetCommits(
            GroupConfig.Offsets config,
            Groups groups,
            ModernGroups modern,
            OffsetStore offsets,
            Sessions sessions,
            CommitTopics topics) {
        this.config = config;
        this.groups = groups;
        this.modern = modern;
        this.offsets = offsets;
        this.sessions = sessions;
        this.topics = topics;
    }

    OffsetCommitResponse handle(RequestContext context, OffsetCommitRequest request, Step<GroupTimer> step) {
        CommitRule rule = modern.contains(request.groupId())
                ? modern.commitRule(
                        request.groupId(),
                        request.memberId(),
                        request.generationIdOrMemberEpoch(),
                        context.apiVersion())
                : classicRule(context, request, step);
        List<OffsetCommitResponseTopic> answers =
                new ArrayList<>(request.topics().size());
        for (OffsetCommitRequestTopic topic : request.topics()) {
            answers.add(commit(request, topic, topics.resolve(context, topic.name(), topic.topicId()), rule, step));
        }
        return OffsetCommitResponse.builder().topics(answers).build();
    }

    private OffsetCommitResponseTopic commit(
            OffsetCommitRequest request,
            OffsetCommitRequestTopic topic,
            CommitTopics.Resolved resolved,
            CommitRule rule,
            Step<GroupTimer> step) {
        List<OffsetCommitResponsePartition> answers =
                new ArrayList<>(topic.partitions().size());
        for (OffsetCommitRequestPartition partition : topic.partitions()) {
            ErrorCode error = firstError(
                    resolved.errorOf(partition.partitionIndex()),
                    rule.check(resolved.id(), partition.partitionIndex()),
                    metadataError(partition.committedMetadata()));
            if (!error.isError()) {
                error = store(request, resolved, partition, step);
            }
            answers.add(OffsetCommitResponsePartition.builder()
                    .partitionIndex(partition.partitionIndex())
                    .errorCode(error.code())
                    .build());
        }
        return OffsetCommitResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.topicId())
                .partitions(answers)
                .build();
    }

    private ErrorCode store(
            OffsetCommitRequest request,
            CommitTopics.Resolved topic,
            OffsetCommitRequestPartition partition,
            Step<GroupTimer> step) {
        OffsetEntry entry = new OffsetEntry(
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                Optional.ofNullable(partition.committedMetadata()).orElse(""),
                step.nowMs(),
                request.retentionTimeMs() == BROKER_RETENTION
                        ? OffsetEntry.NO_EXPIRY
                        : step.nowMs() + request.retentionTimeMs(),
                topic.id());
        CoordinatorRecord record =
                GroupRecords.offset(request.groupId(), topic.name(), partition.partitionIndex(), entry);
        if (!step.fits(record)) {
            return ErrorCode.INVALID_COMMIT_OFFSET_SIZE;
        }
        if (groups.find(request.groupId()).isEmpty() && !modern.contains(request.groupId())) {
            groups.put(new ClassicGroup(request.groupId(), step.nowMs()));
        }
        offsets.put(request.groupId(), topic.name(), partition.partitionIndex(), entry);
        step.append(record);
        return ErrorCode.NONE;
    }

    private CommitRule classicRule(RequestContext context, OffsetCommitRequest request, Step<GroupTimer> step) {
        Optional<ClassicGroup> group = groups.find(request.groupId());
        ErrorCode refusal = group.map(found -> refusal(found, request)).orElse(refusalWithoutGroup(context, request));
        if (refusal.isError()) {
            return CommitRule.none(refusal);
        }
        group.ifPresent(found -> renewSession(found, request.memberId(), step));
        return CommitRule.ALL;
    }

    private static ErrorCode refusal(ClassicGroup group, OffsetCommitRequest request) {
        Optional<String> instanceId = Optional.ofNullable(request.groupInstanceId());
        int generation = request.generationIdOrMemberEpoch();
        if (generation < 0 && group.is(GroupState.EMPTY)) {
            return ErrorCode.NONE;
        }
        if (generation < 0 && request.memberId().isEmpty() && instanceId.isEmpty()) {
            // Who is not a member may not commit over the heads of those who are.
            return ErrorCode.UNKNOWN_MEMBER_ID;
        }
        ErrorCode invalid = group.validate(request.memberId(), instanceId);
        if (invalid.isError()) {
            return invalid;
        }
        if (generation != group.generation()) {
            return ErrorCode.ILLEGAL_GENERATION;
        }
        return group.is(GroupState.COMPLETING_REBALANCE) ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
    }

    private static ErrorCode refusalWithoutGroup(RequestContext context, OffsetCommitRequest request) {
        if (request.generationIdOrMemberEpoch() < 0) {
            return ErrorCode.NONE;
        }
        return context.apiVersion() >= GROUP_ID_NOT_FOUND_VERSION
                ? ErrorCode.GROUP_ID_NOT_FOUND
                : ErrorCode.ILLEGAL_GENERATION;
    }

    private void renewSession(ClassicGroup group, String memberId, Step<GroupTimer> step) {
        group.members().find(memberId).ifPresent(member -> sessions.renew(group, member, step));
    }

    private ErrorCode metadataError(@Nullable String metadata) {
        return metadata != null && metadata.length() > config.metadataMaxBytes()
                ? ErrorCode.OFFSET_METADATA_TOO_LARGE
                : ErrorCode.NONE;
    }

    private static ErrorCode firstError(ErrorCode... errors) {
        for (ErrorCode error : errors) {
            if (error.isError()) {
                return error;
            }
        }
        return ErrorCode.NONE;
    }
}
