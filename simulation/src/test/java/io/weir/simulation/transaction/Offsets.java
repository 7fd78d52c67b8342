package io.weir.simulation.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import io.weir.protocol.messages.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import io.weir.protocol.types.ErrorCode;
import io.weir.simulation.history.Place;
import java.util.List;

/** Requests and answers about the offset of one group for one place. */
final class Offsets {

    static final String GROUP = "chain";

    private Offsets() {}

    static TxnOffsetCommitRequest commit(String id, TransactionalProducer producer, Place place, long offset) {
        return TxnOffsetCommitRequest.builder()
                .transactionalId(id)
                .groupId(GROUP)
                .producerId(producer.id())
                .producerEpoch(producer.epoch())
                .topics(List.of(TxnOffsetCommitRequestTopic.builder()
                        .name(place.topic())
                        .partitions(List.of(TxnOffsetCommitRequestPartition.builder()
                                .partitionIndex(place.partition())
                                .committedOffset(offset)
                                .build()))
                        .build()))
                .build();
    }

    static TxnOffsetCommitResponse refused(TxnOffsetCommitRequest request, ErrorCode error) {
        return TxnOffsetCommitResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> TxnOffsetCommitResponseTopic.builder()
                                .name(topic.name())
                                .partitions(List.of(TxnOffsetCommitResponsePartition.builder()
                                        .errorCode(error.code())
                                        .build()))
                                .build())
                        .toList())
                .build();
    }

    static ErrorCode errorOf(TxnOffsetCommitResponse response) {
        return ErrorCode.forCode(
                response.topics().getFirst().partitions().getFirst().errorCode());
    }

    /** A request that waits for the end of open transactions (KIP-447). */
    static OffsetFetchRequest fetch(Place place) {
        return OffsetFetchRequest.builder()
                .requireStable(true)
                .groups(List.of(OffsetFetchRequestGroup.builder()
                        .groupId(GROUP)
                        .topics(List.of(OffsetFetchRequestTopics.builder()
                                .name(place.topic())
                                .partitionIndexes(List.of(place.partition()))
                                .build()))
                        .build()))
                .build();
    }

    /** The answer's only partition, or its group's error in its place. */
    static OffsetFetchResponsePartitions partitionOf(OffsetFetchResponse response) {
        var group = response.groups().getFirst();
        return group.errorCode() != 0
                ? OffsetFetchResponsePartitions.builder()
                        .errorCode(group.errorCode())
                        .build()
                : group.topics().getFirst().partitions().getFirst();
    }
}
