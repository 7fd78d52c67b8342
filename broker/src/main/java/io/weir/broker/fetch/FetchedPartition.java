package io.weir.broker.fetch;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.partition.Partition;
import io.weir.protocol.messages.FetchResponse.EpochEndOffset;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one partition gave to one fetch.
 *
 * @param records how many offsets the reader gets on by it
 * @param traffic counts for its topic
 */
record FetchedPartition(FetchTarget target, PartitionData data, long records, TopicTraffic traffic) {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedPartition.class);
    private static final EpochEndOffset NO_DIVERGENCE = EpochEndOffset.builder().build();

    /** What a partition gave that is not here. */
    FetchedPartition(FetchTarget target, PartitionData data) {
        this(target, data, 0, TopicTraffic.UNKNOWN);
    }

    /** It is sent. */
    void count() {
        if (data.errorCode() == ErrorCode.NONE.code()) {
            traffic.read(recordBytes(data), records);
        } else {
            traffic.add(TopicTraffic.Flow.FAILED_READS, 1);
        }
    }

    /** Nothing but an error. Kafka leaves all offsets at -1 then, and clients depend on it. */
    static FetchedPartition failed(FetchTarget target, ErrorCode error) {
        return failed(target, error, TopicTraffic.UNKNOWN);
    }

    static FetchedPartition failed(FetchTarget target, ErrorCode error, TopicTraffic traffic) {
        return new FetchedPartition(
                target,
                PartitionData.builder()
                        .partitionIndex(target.partition())
                        .errorCode(error.code())
                        .highWatermark(-1)
                        .records(BufferPayload.EMPTY)
                        .build(),
                0,
                traffic);
    }

    /** No records, but who has them: its broker is closer to the consumer (KIP-392). */
    static FetchedPartition elsewhere(FetchTarget target, Partition partition, int nodeId) {
        return new FetchedPartition(
                target,
                PartitionData.builder()
                        .partitionIndex(target.partition())
                        .highWatermark(partition.highWatermark().offset())
                        .lastStableOffset(partition.lastStableOffset())
                        .logStartOffset(partition.logStartOffset())
                        .preferredReadReplica(nodeId)
                        .records(BufferPayload.EMPTY)
                        .build());
    }

    static int recordBytes(PartitionData data) {
        Payload records = data.records();
        return records == null ? 0 : records.sizeBytes();
    }

    /** True for an error, a divergence or another replica to read from, which end a wait for more records. */
    static boolean isExceptional(PartitionData data) {
        return data.errorCode() != ErrorCode.NONE.code()
                || data.preferredReadReplica() >= 0
                || !data.divergingEpoch().equals(NO_DIVERGENCE);
    }

    /** Lets go of what was read and will not be sent, so that a deleted segment's file can be closed. */
    static void release(List<FetchedPartition> unsent) {
        for (FetchedPartition partition : unsent) {
            if (partition.data.records() instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException e) {
                    LOG.debug("letting go of {}: {}", partition.target, e.toString());
                }
            }
        }
    }
}
