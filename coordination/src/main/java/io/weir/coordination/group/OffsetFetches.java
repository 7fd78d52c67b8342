package io.weir.coordination.group;

import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OffsetFetch for one group: the partitions asked for, or all that have an offset. An unknown group has none. */
final class OffsetFetches {

    private static final long NO_OFFSET = -1;
    private static final int NO_EPOCH = -1;

    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final CommitTopics topics;

    OffsetFetches(ModernGroups modern, OffsetStore offsets, CommitTopics topics) {
        this.modern = modern;
        this.offsets = offsets;
        this.topics = topics;
    }

    /** @param requireStable whether offsets that an open transaction may change are refused (KIP-447) */
    OffsetFetchResponseGroup handle(RequestContext context, OffsetFetchRequestGroup request, boolean requireStable) {
        ErrorCode refusal = modern.contains(request.groupId())
                ? modern.fetchError(request.groupId(), request.memberId(), request.memberEpoch())
                : ErrorCode.NONE;
        if (refusal.isError()) {
            return OffsetFetchResponseGroup.builder()
                    .groupId(request.groupId())
                    .errorCode(refusal.code())
                    .build();
        }
        List<OffsetFetchRequestTopics> asked = request.topics();
        return OffsetFetchResponseGroup.builder()
                .groupId(request.groupId())
                .topics(
                        asked == null
                                ? all(context, request.groupId(), requireStable)
                                : some(context, request, requireStable))
                .build();
    }

    private List<OffsetFetchResponseTopics> some(
            RequestContext context, OffsetFetchRequestGroup request, boolean requireStable) {
        String groupId = request.groupId();
        List<OffsetFetchResponseTopics> answers = new ArrayList<>();
        for (OffsetFetchRequestTopics topic :
                Optional.ofNullable(request.topics()).orElse(List.of())) {
            CommitTopics.Resolved resolved = topics.resolve(context, topic.name(), topic.topicId());
            // By name, offsets of a topic that is gone may still be read; by id nobody knows which those would be.
            boolean isUnknownId = resolved.name().isEmpty() && context.apiVersion() >= CommitTopics.TOPIC_ID_VERSION;
            List<OffsetFetchResponsePartitions> partitions =
                    new ArrayList<>(topic.partitionIndexes().size());
            for (int partition : topic.partitionIndexes()) {
                partitions.add(
                        isUnknownId
                                ? nothing(partition, resolved.unknown())
                                : requireStable && offsets.isPending(groupId, resolved.name(), partition)
                                        ? nothing(partition, ErrorCode.UNSTABLE_OFFSET_COMMIT)
                                        : offsets.find(groupId, resolved.name(), partition)
                                                .filter(entry -> entry.belongsTo(resolved.id()))
                                                .map(entry -> found(partition, entry))
                                                .orElseGet(() -> nothing(partition, ErrorCode.NONE)));
            }
            answers.add(topic(topic.name(), topic.topicId(), partitions));
        }
        return answers;
    }

    private List<OffsetFetchResponseTopics> all(RequestContext context, String groupId, boolean requireStable) {
        boolean isByTopicId = context.apiVersion() >= CommitTopics.TOPIC_ID_VERSION;
        List<OffsetFetchResponseTopics> answers = new ArrayList<>();
        for (Map.Entry<String, Map<Integer, OffsetEntry>> topic :
                offsets.topics(groupId).entrySet()) {
            CommitTopics.Resolved resolved = topics.byName(topic.getKey());
            if (isByTopicId && resolved.id().isZero()) {
                continue;
            }
            List<OffsetFetchResponsePartitions> partitions = topic.getValue().entrySet().stream()
                    .filter(entry -> entry.getValue().belongsTo(resolved.id()))
                    .map(entry -> requireStable && offsets.isPending(groupId, topic.getKey(), entry.getKey())
                            ? nothing(entry.getKey(), ErrorCode.UNSTABLE_OFFSET_COMMIT)
                            : found(entry.getKey(), entry.getValue()))
                    .toList();
            if (!partitions.isEmpty()) {
                answers.add(topic(topic.getKey(), isByTopicId ? resolved.id() : Uuid.ZERO, partitions));
            }
        }
        return answers;
    }

    /** Every partition asked for, with an error; for versions whose answer has no error for the whole group. */
    static List<OffsetFetchResponseTopics> failed(OffsetFetchRequestGroup request, ErrorCode error) {
        return Optional.ofNullable(request.topics()).orElse(List.of()).stream()
                .map(topic -> topic(
                        topic.name(),
                        topic.topicId(),
                        topic.partitionIndexes().stream()
                                .map(partition -> nothing(partition, error))
                                .toList()))
                .toList();
    }

    private static OffsetFetchResponseTopics topic(
            String name, Uuid id, List<OffsetFetchResponsePartitions> partitions) {
        return OffsetFetchResponseTopics.builder()
                .name(name)
                .topicId(id)
                .partitions(partitions)
                .build();
    }

    private static OffsetFetchResponsePartitions found(int partition, OffsetEntry entry) {
        return OffsetFetchResponsePartitions.builder()
                .partitionIndex(partition)
                .committedOffset(entry.offset())
                .committedLeaderEpoch(entry.leaderEpoch())
                .metadata(entry.metadata())
                .build();
    }

    private static OffsetFetchResponsePartitions nothing(int partition, ErrorCode error) {
        return OffsetFetchResponsePartitions.builder()
                .partitionIndex(partition)
                .committedOffset(NO_OFFSET)
                .committedLeaderEpoch(NO_EPOCH)
                .metadata("")
                .errorCode(error.code())
                .build();
    }
}
