package io.weir.benchmarks.replicated;

import io.weir.benchmarks.server.ServerGroup;
import io.weir.benchmarks.stats.Latencies;
import io.weir.benchmarks.stats.Schedule;
import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.Pacer;
import io.weir.benchmarks.wire.Pipeline;
import io.weir.benchmarks.wire.ProduceAnswers;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Produces to a topic whose partitions are led by the nodes in turn, with a connection to each of these. */
final class LeaderProducer {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SEED = 9;

    private final ServerGroup group;
    private final String topic;
    private final int partitions;
    private final int valueBytes;

    LeaderProducer(ServerGroup group, String topic, int partitions, int valueBytes) {
        this.group = group;
        this.topic = topic;
        this.partitions = partitions;
        this.valueBytes = valueBytes;
    }

    /**
     * Produces at least this many records in batches of 64 KiB, as fast as they are taken: five requests under way to each
     * leader, with one batch for each of its partitions.
     *
     * @return how many they were
     */
    long produce(long records) throws IOException {
        int perBatch = Batches.fullOf(valueBytes);
        int perRequest = perBatch * partitions / group.size();
        long requests = (records + perRequest - 1) / perRequest;
        Pipeline pipeline = new Pipeline(requests);
        try (WireLoop loop = loop()) {
            pipeline.run(
                    loop, connect(loop, Batches.of(perBatch, valueBytes, Compression.NONE, SEED), pipeline.answers()));
        }
        return requests * perRequest;
    }

    /** Sends requests with one record for each partition of a leader at this rate, to the leaders in turn. */
    void pace(int requestsPerSecond, Duration time, Latencies latencies) throws IOException {
        ProduceAnswers answers = new ProduceAnswers((_, dueNs) -> latencies.add(System.nanoTime() - dueNs));
        try (WireLoop loop = loop()) {
            List<WireConnection> connections =
                    connect(loop, Batches.of(1, valueBytes, Compression.NONE, SEED), answers);
            Schedule schedule = new Schedule(System.nanoTime(), requestsPerSecond);
            long count = schedule.countIn(time);
            try (Pacer pacer = new Pacer(schedule, count, connections)) {
                pacer.start();
                loop.runUntil(() -> pacer.isDone() && latencies.count() == count, PATIENCE);
            }
        }
    }

    private WireLoop loop() throws IOException {
        return new WireLoop(group.node(1).port());
    }

    private List<WireConnection> connect(WireLoop loop, ByteBuffer batch, ProduceAnswers answers) throws IOException {
        List<WireConnection> connections = new ArrayList<>();
        for (int nodeId = 1; nodeId <= group.size(); nodeId++) {
            int first = nodeId - 1;
            List<Integer> led = IntStream.range(0, partitions)
                    .filter(partition -> partition % group.size() == first)
                    .boxed()
                    .toList();
            connections.add(
                    loop.connectTo(group.node(nodeId).port(), ProduceRequests.plain(topic, led, batch), answers));
        }
        return connections;
    }
}
