package io.weir.benchmarks.load;

import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.ProduceAnswers;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Fills partitions as fast as they take it: one connection, five requests under way as with Kafka's producers, each with
 * one batch a partition.
 */
public final class BatchProducer {

    /** Bytes of records in a batch, before compression, whatever the codec: batches hold the same records. */
    private static final int BATCH_BYTES = 1 << 16;

    private static final int RECORD_OVERHEAD_BYTES = 8;
    private static final int IN_FLIGHT = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long SEED = 4;

    private final int partitions;
    private final int recordsPerBatch;
    private final ByteBuffer batch;
    private long toSend;
    private long acknowledged;

    public BatchProducer(int partitions, int valueBytes, Compression compression) {
        this.partitions = partitions;
        this.recordsPerBatch = BATCH_BYTES / (valueBytes + RECORD_OVERHEAD_BYTES);
        this.batch = Batches.of(recordsPerBatch, valueBytes, compression, SEED);
    }

    /** Produces at least this many records and waits for all acknowledgements; returns how many they were. */
    public long produce(int port, String topic, long records) throws IOException {
        int perRequest = recordsPerBatch * partitions;
        long requests = (records + perRequest - 1) / perRequest;
        toSend = requests;
        acknowledged = 0;
        try (WireLoop loop = new WireLoop(port)) {
            WireConnection connection = loop.connect(
                    ProduceRequests.plain(topic, ProduceRequests.firstPartitions(partitions), batch),
                    new ProduceAnswers((answered, dueNs) -> {
                        acknowledged++;
                        sendNext(answered);
                    }));
            for (int i = 0; i < IN_FLIGHT; i++) {
                sendNext(connection);
            }
            loop.runUntil(() -> acknowledged == requests, PATIENCE);
        }
        return requests * perRequest;
    }

    private void sendNext(WireConnection connection) {
        if (toSend == 0) {
            return;
        }
        toSend--;
        try {
            connection.send(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
