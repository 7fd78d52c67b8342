package io.weir.benchmarks.wire;

import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.BufferPayload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Requests that produce the same batch again and again, with {@code acks=all}, to each of some partitions.
 *
 * <p>{@link #stamped} requests carry in the last record's value when they were due; see {@link Stamp}.
 */
public final class ProduceRequests implements Requests {

    /** The highest that names topics rather than their ids. */
    static final int VERSION = 12;

    private static final short ALL = -1;
    private static final int TIMEOUT_MS = 30_000;
    private static final int CRC = 17;
    private static final int CRC_START = 21;

    private final Frame frame;
    private final int batchStart;
    private final int batchBytes;
    private final boolean isStamped;
    private final CRC32C crc = new CRC32C();

    private ProduceRequests(Frame frame, ByteBuffer batch, boolean isStamped) {
        this.frame = frame;
        this.batchStart = frame.indexOf(batch.slice(0, RecordBatch.HEADER_BYTES));
        this.batchBytes = batch.limit();
        this.isStamped = isStamped;
    }

    /** One batch a partition in every request. */
    public static ProduceRequests plain(String topic, List<Integer> partitions, ByteBuffer batch) {
        return new ProduceRequests(frame(topic, partitions, batch), batch, false);
    }

    /** A batch that is not compressed, for one partition, with the time at the end of its last value. */
    public static ProduceRequests stamped(String topic, int partition, ByteBuffer batch) {
        return new ProduceRequests(frame(topic, List.of(partition), batch), batch, true);
    }

    /** Partitions from 0 on. */
    public static List<Integer> firstPartitions(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Override
    public ByteBuffer next(int correlationId, long dueNs) {
        ByteBuffer request = frame.numbered(correlationId);
        if (isStamped) {
            Stamp.put(request, batchStart + batchBytes, dueNs);
            crc.reset();
            crc.update(request.slice(batchStart + CRC_START, batchBytes - CRC_START));
            request.putInt(batchStart + CRC, (int) crc.getValue());
        }
        return request;
    }

    @Override
    public boolean isFlexible() {
        return true;
    }

    private static Frame frame(String topic, List<Integer> partitions, ByteBuffer batch) {
        List<PartitionProduceData> data = partitions.stream()
                .map(partition -> PartitionProduceData.builder()
                        .index(partition)
                        .records(new BufferPayload(batch.duplicate()))
                        .build())
                .toList();
        return Frame.of(
                ProduceRequest.builder()
                        .acks(ALL)
                        .timeoutMs(TIMEOUT_MS)
                        .topicData(List.of(TopicProduceData.builder()
                                .name(topic)
                                .partitionData(data)
                                .build()))
                        .build(),
                VERSION);
    }
}
