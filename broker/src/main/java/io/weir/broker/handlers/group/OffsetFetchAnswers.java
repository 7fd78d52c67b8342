package io.weir.broker.handlers.group;

import io.weir.broker.partition.Partitions;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseTopic;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes from the coordinator's answer what the principal may not see: a topic that was asked for is refused, one that
 * came with "all" is left out.
 */
final class OffsetFetchAnswers {

    private static final long NO_OFFSET = -1;

    private final Partitions partitions;

    OffsetFetchAnswers(Partitions partitions) {
        this.partitions = partitions;
    }

    /** The answer to a whole group that fails. */
    static OffsetFetchResponseGroup refusal(OffsetFetchRequestGroup group, ErrorCode error) {
        return OffsetFetchResponseGroup.builder()
                .groupId(group.groupId())
                .errorCode(error.code())
                .build();
    }

    /** The same up to version 7; version 1 knows errors of partitions only. */
    static OffsetFetchResponse refusal(OffsetFetchRequest request, ErrorCode error) {
        List<OffsetFetchRequest.OffsetFetchRequestTopic> topics = request.topics();
        return OffsetFetchResponse.builder()
                .errorCode(error.code())
                .topics(
                        topics == null
                                ? List.of()
                                : topics.stream()
                                        .map(topic -> OffsetFetchResponseTopic.builder()
                                                .name(topic.name())
                                                .partitions(topic.partitionIndexes().stream()
                                                        .map(index -> refusal(index, error))
                                                        .toList())
                                                .build())
                                        .toList())
                .build();
    }

    static OffsetFetchResponse permitted(
            OffsetFetchResponse response, boolean askedForAll, Predicate<String> mayDescribe) {
        List<OffsetFetchResponseTopic> topics = new ArrayList<>();
        for (OffsetFetchResponseTopic topic : response.topics()) {
            if (mayDescribe.test(topic.name())) {
                topics.add(topic);
            } else if (!askedForAll) {
                topics.add(topic.toBuilder()
                        .partitions(topic.partitions().stream()
                                .map(p -> refusal(p.partitionIndex(), ErrorCode.TOPIC_AUTHORIZATION_FAILED))
                                .toList())
                        .build());
            }
        }
        return response.toBuilder().topics(topics).build();
    }

    OffsetFetchResponseGroup permitted(
            OffsetFetchResponseGroup group, boolean askedForAll, Predicate<String> mayDescribe) {
        List<OffsetFetchResponseTopics> topics = new ArrayList<>();
        for (OffsetFetchResponseTopics topic : group.topics()) {
            String name = topic.topicId().equals(Uuid.ZERO) ? topic.name() : partitions.topicName(topic.topicId());
            if (name == null || mayDescribe.test(name)) {
                topics.add(topic);
            } else if (!askedForAll) {
                topics.add(topic.toBuilder()
                        .partitions(topic.partitions().stream()
                                .map(p -> OffsetFetchResponsePartitions.builder()
                                        .partitionIndex(p.partitionIndex())
                                        .committedOffset(NO_OFFSET)
                                        .metadata("")
                                        .errorCode(ErrorCode.TOPIC_AUTHORIZATION_FAILED.code())
                                        .build())
                                .toList())
                        .build());
            }
        }
        return group.toBuilder().topics(topics).build();
    }

    private static OffsetFetchResponsePartition refusal(int index, ErrorCode error) {
        return OffsetFetchResponsePartition.builder()
                .partitionIndex(index)
                .committedOffset(NO_OFFSET)
                .metadata("")
                .errorCode(error.code())
                .build();
    }
}
