package io.weir.broker.cost;

import io.weir.broker.wire.Batches;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.types.BufferPayload;
import java.util.List;

/** The two requests that matter most, for one partition. */
final class Requests {

    static final int PRODUCE_VERSION = 12;
    static final int FETCH_VERSION = 12;

    private static final int PARTITION_BYTES = 1 << 16;

    private Requests() {}

    /** A batch of so many small records, acks=all. */
    static ProduceRequest produce(String topic, int records) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(30_000)
                .topicData(List.of(ProduceRequest.TopicProduceData.builder()
                        .name(topic)
                        .partitionData(List.of(ProduceRequest.PartitionProduceData.builder()
                                .records(new BufferPayload(Batches.of(records)))
                                .build()))
                        .build()))
                .build();
    }

    /** Up to 64 KiB from the beginning, at once. */
    static FetchRequest fetch(String topic) {
        return FetchRequest.builder()
                .maxWaitMs(0)
                .minBytes(1)
                .maxBytes(PARTITION_BYTES)
                .sessionEpoch(-1)
                .topics(List.of(FetchRequest.FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(FetchRequest.FetchPartition.builder()
                                .partitionMaxBytes(PARTITION_BYTES)
                                .build()))
                        .build()))
                .build();
    }
}
