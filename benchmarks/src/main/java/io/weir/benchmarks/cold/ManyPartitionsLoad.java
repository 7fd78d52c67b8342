package io.weir.benchmarks.cold;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.Server;
import io.weir.benchmarks.server.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Many partitions, a hundred topics of them: made in a few requests, since Kafka takes no more than 10,000 records of
 * metadata at once, then the broker restarted in order and after {@code kill -9}. Time runs until the leader of each tells
 * where its log ends.
 */
public record ManyPartitionsLoad() implements ColdLoad {

    private static final int TOPICS = 100;
    private static final int TOPICS_A_REQUEST = 50;
    private static final double NS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public Measurement run(Distribution distribution, Path folder, Scale scale) throws IOException {
        List<String> names = Topics.names("many-", TOPICS);
        int each = scale.partitions() / TOPICS;
        try (Server server = Server.prepare(distribution, folder)) {
            server.start();
            double create = seconds(server, topics -> {
                for (int i = 0; i < TOPICS; i += TOPICS_A_REQUEST) {
                    topics.create(names.subList(i, i + TOPICS_A_REQUEST), each);
                }
                topics.awaitLed(names, each, PATIENCE);
            });
            double memory = server.use().residentBytes() / BYTES_PER_MB;
            server.stop();
            double restart = restart(server, names, each);
            server.kill();
            double crashRestart = restart(server, names, each);
            return Measurement.of(Metric.CREATE, create)
                    .with(Metric.RESTART, restart)
                    .with(Metric.CRASH_RESTART, crashRestart)
                    .with(Metric.MEMORY, memory);
        }
    }

    private static double restart(Server server, List<String> names, int each) throws IOException {
        double start = server.start().toNanos() / NS_PER_SECOND;
        return start + seconds(server, topics -> topics.awaitLed(names, each, PATIENCE));
    }

    private interface Work {
        void doIt(Topics topics);
    }

    private static double seconds(Server server, Work work) {
        try (Topics topics = new Topics(server.bootstrap())) {
            long start = System.nanoTime();
            work.doIt(topics);
            return (System.nanoTime() - start) / NS_PER_SECOND;
        }
    }
}
