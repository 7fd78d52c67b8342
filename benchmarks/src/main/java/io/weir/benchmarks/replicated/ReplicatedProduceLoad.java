package io.weir.benchmarks.replicated;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.Figures;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.Server;
import io.weir.benchmarks.server.ServerGroup;
import io.weir.benchmarks.server.Topics;
import io.weir.benchmarks.stats.Latencies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Three brokers that keep three copies of every record, two of them before the acknowledgement: what they cost when idle,
 * how many records they take, and how long one takes at a steady rate.
 */
public record ReplicatedProduceLoad(int valueBytes) implements ColdLoad {

    private static final int BROKERS = 3;
    private static final int PARTITIONS = 6;
    private static final int REQUESTS_PER_SECOND = 1_000;
    private static final double BYTES_PER_MB = 1e6;
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_SECOND = 1e9;
    private static final double MS_PER_SECOND = 1e3;

    @Override
    public Measurement run(Distribution distribution, Path folder, Scale scale)
            throws IOException, InterruptedException {
        try (ServerGroup group = ServerGroup.start(distribution, folder, BROKERS);
                Topics topics = new Topics(group.bootstrap())) {
            String topic = topics.createReplicated(PARTITIONS, List.of(1, 2, 3));
            Measurement idle = idle(group, scale);
            LeaderProducer producer = new LeaderProducer(group, topic, PARTITIONS, valueBytes);
            producer.produce(scale.recordsOf(valueBytes));
            return idle.with(throughput(group, producer, scale)).with(latency(producer, scale));
        }
    }

    private static Measurement idle(ServerGroup group, Scale scale) throws InterruptedException {
        Thread.sleep(scale.idle());
        double before = cpuSeconds(group);
        Thread.sleep(scale.idle());
        return Measurement.of(
                Metric.IDLE_CPU,
                (cpuSeconds(group) - before) * MS_PER_SECOND / scale.idle().toSeconds());
    }

    private Measurement throughput(ServerGroup group, LeaderProducer producer, Scale scale) throws IOException {
        group.sum(ReplicatedProduceLoad::resetPeak);
        double cpuAtStart = cpuSeconds(group);
        long start = System.nanoTime();
        long records = producer.produce(scale.recordsOf(valueBytes));
        double seconds = (System.nanoTime() - start) / NS_PER_SECOND;
        return Measurement.of(Metric.RECORDS_PER_SECOND, records / seconds)
                .with(Metric.CPU_PER_RECORD, (cpuSeconds(group) - cpuAtStart) * US_PER_SECOND / records)
                .with(Metric.PEAK_MEMORY, group.sum(server -> server.use().peakResidentBytes()) / BYTES_PER_MB);
    }

    private static Measurement latency(LeaderProducer producer, Scale scale) throws IOException {
        Latencies latencies = new Latencies();
        producer.pace(REQUESTS_PER_SECOND, scale.idle().dividedBy(2), new Latencies());
        producer.pace(REQUESTS_PER_SECOND, scale.paced(), latencies);
        return Figures.of(latencies);
    }

    private static double cpuSeconds(ServerGroup group) {
        return group.sum(server -> server.use().cpuSeconds());
    }

    private static double resetPeak(Server server) {
        server.use().resetPeak();
        return 0;
    }
}
