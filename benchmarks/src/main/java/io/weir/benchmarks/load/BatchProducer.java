package io.weir.benchmarks.load;

import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.Pipeline;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Fills partitions as fast as they take it: one connection, five requests under way as with Kafka's producers, each with
 * one batch a partition.
 */
public final class BatchProducer {

    private static final long SEED = 4;

    private final int partitions;
    private final int recordsPerBatch;
    private final ByteBuffer batch;

    public BatchProducer(int partitions, int valueBytes, Compression compression) {
        this.partitions = partitions;
        this.recordsPerBatch = Batches.fullOf(valueBytes);
        this.batch = Batches.of(recordsPerBatch, valueBytes, compression, SEED);
    }

    /** Produces at least this many records and waits for all acknowledgements; returns how many they were. */
    public long produce(int port, String topic, long records) throws IOException {
        int perRequest = recordsPerBatch * partitions;
        long requests = (records + perRequest - 1) / perRequest;
        Pipeline pipeline = new Pipeline(requests);
        try (WireLoop loop = new WireLoop(port)) {
            WireConnection connection = loop.connect(
                    ProduceRequests.plain(topic, ProduceRequests.firstPartitions(partitions), batch),
                    pipeline.answers());
            pipeline.run(loop, List.of(connection));
        }
        return requests * perRequest;
    }
}
