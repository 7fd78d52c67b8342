package io.weir.benchmarks.replicated;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.ServerGroup;
import io.weir.benchmarks.server.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An official producer with its defaults ({@code acks=all}) and three brokers with theirs: the leader is ended as by
 * {@code kill -9}. How long the producer has no acknowledgement at most; once where the leader is not the controller, once
 * where it is.
 */
public record FailoverLoad() implements ColdLoad {

    private static final int BROKERS = 3;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final double NS_PER_MS = 1e6;

    @Override
    public Measurement run(Distribution distribution, Path folder, Scale scale) throws IOException {
        try (ServerGroup group = ServerGroup.start(distribution, folder, BROKERS);
                Topics topics = new Topics(group.bootstrap())) {
            int controller = topics.controller();
            int other = controller % BROKERS + 1;
            double otherMs = longestGapMs(group, topics, other);
            group.node(other).start();
            double controllerMs = longestGapMs(group, topics, topics.controller());
            return Measurement.of(Metric.FAILOVER, otherMs).with(Metric.FAILOVER_WITH_CONTROLLER, controllerMs);
        }
    }

    private static double longestGapMs(ServerGroup group, Topics topics, int leader) throws IOException {
        List<Integer> replicas = Stream.concat(
                        Stream.of(leader),
                        IntStream.rangeClosed(1, BROKERS).boxed().filter(node -> node != leader))
                .toList();
        String topic = topics.createReplicated(1, replicas);
        try (SteadyProducer producer = SteadyProducer.start(group.bootstrap(), topic)) {
            producer.awaitAcknowledged(BEFORE);
            long killedNs = System.nanoTime();
            group.node(leader).kill();
            producer.awaitAcknowledgedSince(System.nanoTime());
            producer.awaitAcknowledged(BEFORE);
            return producer.longestGapSince(killedNs) / NS_PER_MS;
        }
    }
}
