package io.weir.benchmarks.wire;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import java.nio.ByteBuffer;
import java.util.List;

/** Requests that fetch one partition from where the reader has come to, with the limits of the Java consumer. */
public final class FetchRequests implements Requests {

    /** The highest that names topics rather than their ids. */
    static final int VERSION = 12;

    private static final int MAX_WAIT_MS = 500;
    private static final int MIN_BYTES = 1;
    private static final int MAX_BYTES = 50 << 20;
    private static final int PARTITION_MAX_BYTES = 1 << 20;
    private static final int NO_SESSION_EPOCH = -1;

    /** Found again in the encoded request, where offsets are put later. */
    private static final long PLACE_OF_OFFSET = 0x5EA7_0FF5_E700_5EA7L;

    private final Frame frame;
    private final int offsetIndex;
    private long offset;

    public FetchRequests(String topic, int partition, long offset) {
        this.frame = Frame.of(
                FetchRequest.builder()
                        .maxWaitMs(MAX_WAIT_MS)
                        .minBytes(MIN_BYTES)
                        .maxBytes(MAX_BYTES)
                        .sessionEpoch(NO_SESSION_EPOCH)
                        .topics(List.of(FetchTopic.builder()
                                .topic(topic)
                                .partitions(List.of(FetchPartition.builder()
                                        .partition(partition)
                                        .fetchOffset(PLACE_OF_OFFSET)
                                        .partitionMaxBytes(PARTITION_MAX_BYTES)
                                        .build()))
                                .build()))
                        .build(),
                VERSION);
        this.offsetIndex = frame.indexOf(
                ByteBuffer.allocate(Long.BYTES).putLong(PLACE_OF_OFFSET).flip());
        this.offset = offset;
    }

    /** The offset that is asked for next. */
    public long offset() {
        return offset;
    }

    public void advanceTo(long next) {
        offset = next;
    }

    @Override
    public ByteBuffer next(int correlationId, long dueNs) {
        return frame.numbered(correlationId).putLong(offsetIndex, offset);
    }

    @Override
    public boolean isFlexible() {
        return true;
    }
}
