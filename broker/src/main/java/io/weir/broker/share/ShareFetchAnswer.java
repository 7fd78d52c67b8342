package io.weir.broker.share;

import io.weir.protocol.messages.ShareFetchResponse;
import io.weir.protocol.messages.ShareFetchResponse.AcquiredRecords;
import io.weir.protocol.messages.ShareFetchResponse.PartitionData;
import io.weir.protocol.messages.ShareFetchResponse.ShareFetchableTopicResponse;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what is told of each partition: records, errors, what came of acknowledgements. Partitions without news are
 * left out.
 */
final class ShareFetchAnswer {

    private final Map<TopicIdPartition, PartitionData.Builder> partitions = new LinkedHashMap<>();

    /** An answer that only says what is wrong. */
    static ShareFetchResponse refused(Outcome outcome) {
        return ShareFetchResponse.builder()
                .errorCode(outcome.error().code())
                .errorMessage(outcome.message())
                .build();
    }

    /** There is such a partition, whether there is news of it or not. */
    synchronized void mention(TopicIdPartition partition) {
        of(partition);
    }

    synchronized void failed(TopicIdPartition partition, Outcome outcome) {
        of(partition).errorCode(outcome.error().code()).errorMessage(outcome.message());
    }

    synchronized void gave(TopicIdPartition partition, ShareFetch.Given given) {
        if (given.outcome().error().isError()) {
            failed(partition, given.outcome());
            return;
        }
        of(partition)
                .records(given.records())
                .acquiredRecords(given.acquired().stream()
                        .map(acquired -> AcquiredRecords.builder()
                                .firstOffset(acquired.first())
                                .lastOffset(acquired.last())
                                .deliveryCount((short) acquired.deliveryCount())
                                .build())
                        .toList());
    }

    synchronized void acknowledged(Map<TopicIdPartition, Outcome> outcomes) {
        outcomes.forEach((partition, outcome) -> of(partition)
                .acknowledgeErrorCode(outcome.error().code())
                .acknowledgeErrorMessage(outcome.error().isError() ? outcome.message() : null));
    }

    synchronized ShareFetchResponse build(int lockMs) {
        Map<Uuid, List<PartitionData>> topics = new LinkedHashMap<>();
        partitions.forEach((partition, data) -> topics.computeIfAbsent(partition.topicId(), _ -> new ArrayList<>())
                .add(data.build()));
        List<ShareFetchableTopicResponse> responses = new ArrayList<>(topics.size());
        topics.forEach((topic, data) -> responses.add(ShareFetchableTopicResponse.builder()
                .topicId(topic)
                .partitions(data)
                .build()));
        return ShareFetchResponse.builder()
                .acquisitionLockTimeoutMs(lockMs)
                .responses(responses)
                .build();
    }

    private PartitionData.Builder of(TopicIdPartition partition) {
        return partitions.computeIfAbsent(
                partition,
                of -> PartitionData.builder().partitionIndex(of.partition()).records(BufferPayload.EMPTY));
    }
}
