package io.weir.benchmarks.wire;

import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reads the headers of fetched batches, moves on behind them, and fetches again. */
public final class FetchAnswers implements Answers {

    /** Told of every batch. */
    public interface Listener {

        /**
         * A batch with records the reader has not seen.
         *
         * @param stampNs the time in its last value, when its producer put one there ({@link ProduceRequests#stamped})
         */
        void fetched(int records, int bytes, long stampNs);
    }

    private final FetchRequests requests;
    private final Listener listener;

    public FetchAnswers(FetchRequests requests, Listener listener) {
        this.requests = requests;
        this.listener = listener;
    }

    @Override
    public void answered(WireConnection connection, ByteBuffer body, long dueNs) {
        FetchResponse response = FetchResponse.read(new MessageReader(body), FetchRequests.VERSION);
        require(response.errorCode());
        response.responses().forEach(topic -> topic.partitions().forEach(this::take));
        try {
            connection.send(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(PartitionData partition) {
        require(partition.errorCode());
        if (!(partition.records() instanceof BufferPayload(ByteBuffer records))) {
            return;
        }
        for (RecordBatch batch : RecordBatches.withTornTail(records)) {
            // The first batch may begin before the offset that was asked for.
            if (batch.nextOffset() > requests.offset()) {
                ByteBuffer bytes = batch.bytes();
                listener.fetched(batch.recordCount(), bytes.remaining(), Stamp.get(bytes, bytes.limit()));
                requests.advanceTo(batch.nextOffset());
            }
        }
    }

    private static void require(short errorCode) {
        if (errorCode != 0) {
            throw new IllegalStateException("The broker refused a fetch: " + ErrorCode.forCode(errorCode));
        }
    }
}
