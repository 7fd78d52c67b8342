package io.weir.cli.demo;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.cli.client.Connection;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Units;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;

/** A broker in this process, on a free port of the loopback address, with its data in a folder that goes with it. */
final class EmbeddedCluster implements DemoCluster {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Broker broker;
    private final Path folder;
    private final long startMs;
    private final Thread onExit;

    private EmbeddedCluster(Broker broker, Path folder, long startMs) {
        this.broker = broker;
        this.folder = folder;
        this.startMs = startMs;
        this.onExit = Thread.ofPlatform().unstarted(this::stop);
    }

    /**
     * Starts it.
     *
     * @throws CliException when the broker cannot start or there is no place for its data
     */
    static EmbeddedCluster start() {
        long startNanos = System.nanoTime();
        Path folder = temporaryFolder();
        try {
            Broker broker = Broker.start(BrokerConfig.of(Map.of(
                    "listeners", "PLAINTEXT://127.0.0.1:0",
                    "log.dirs", folder.toString(),
                    // Nobody else will join these groups: there is nothing to wait for.
                    "group.initial.rebalance.delay.ms", "0",
                    "offsets.topic.num.partitions", "6")));
            long startMs = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
            EmbeddedCluster cluster = new EmbeddedCluster(broker, folder, startMs);
            // For Ctrl-C: neither broker nor folder outlives the demo.
            Runtime.getRuntime().addShutdownHook(cluster.onExit);
            return cluster;
        } catch (StartupException e) {
            delete(folder);
            throw new CliException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("weir-demo-");
        } catch (IOException e) {
            throw new CliException(
                    "no temporary folder can be made in " + System.getProperty("java.io.tmpdir")
                            + "; name another with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    @Override
    public Connection connection() {
        Map<String, Object> config = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrap(),
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false);
        return new Connection(broker.bootstrap(), config, TIMEOUT);
    }

    @Override
    public String description() {
        return "a broker of the demo's own at " + broker.bootstrap() + ", started in " + Units.seconds(startMs);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        stop();
    }

    private void stop() {
        broker.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's data in " + folder + " cannot be deleted", e);
        }
    }
}
