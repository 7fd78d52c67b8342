package io.weir.broker.disk;

import io.weir.broker.wire.Answer;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Fetches of one partition, and what comes back. */
final class Fetches {

    static final int VERSION = 12;

    private static final int MAX_BYTES = 16 << 10;

    private Fetches() {}

    static FetchRequest from(String topic, int partition, long offset) {
        return FetchRequest.builder()
                .minBytes(1)
                .maxBytes(MAX_BYTES)
                .maxWaitMs(30_000)
                .sessionEpoch(-1)
                .topics(List.of(FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(FetchPartition.builder()
                                .partition(partition)
                                .fetchOffset(offset)
                                .partitionMaxBytes(MAX_BYTES)
                                .build()))
                        .build()))
                .build();
    }

    static ByteBuffer records(Answer answer) {
        return ((MemoryRecords) answer.values("records").getFirst()).buffer();
    }
}
