package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.security.Authorizer;
import io.weir.log.disk.Disk;
import io.weir.log.disk.NioDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A broker in this process for a test: a free port, a folder of its own, gone with all its files when closed. */
public final class RunningBroker implements AutoCloseable {

    private final Path folder;
    private final Map<String, String> properties;
    private final Authorizer authorizer;
    private final Disk disk;
    private Broker broker;

    private RunningBroker(Path folder, Map<String, String> properties, Authorizer authorizer, Disk disk) {
        this.folder = folder;
        this.properties = properties;
        this.authorizer = authorizer;
        this.disk = disk;
        this.broker = Broker.start(BrokerConfig.of(properties), authorizer, disk);
    }

    /** A broker with the defaults, but for groups that do not wait for members before their first rebalance. */
    public static RunningBroker start() {
        return start(Map.of());
    }

    /** A broker with these properties besides. */
    public static RunningBroker start(Map<String, String> more) {
        return start(more, Authorizer.ALLOW_ALL);
    }

    /** A broker that asks this authorizer. */
    public static RunningBroker start(Map<String, String> more, Authorizer authorizer) {
        return start(more, authorizer, new NioDisk());
    }

    /** A broker that has its logs on this disk. */
    public static RunningBroker start(Map<String, String> more, Disk disk) {
        return start(more, Authorizer.ALLOW_ALL, disk);
    }

    private static RunningBroker start(Map<String, String> more, Authorizer authorizer, Disk disk) {
        try {
            Path folder = Files.createTempDirectory("weir-test");
            Map<String, String> properties = new HashMap<>();
            properties.put("listeners", "PLAINTEXT://127.0.0.1:0");
            properties.put("log.dirs", folder.toString());
            properties.put("group.initial.rebalance.delay.ms", "0");
            properties.putAll(more);
            return new RunningBroker(folder, properties, authorizer, disk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    public int port() {
        return broker.listeners().getFirst().port();
    }

    public Broker broker() {
        return broker;
    }

    public Path folder() {
        return folder;
    }

    /** Stops the broker and starts it again over the same files, on the same port. */
    public void restart() {
        restart(Map.of());
    }

    /** The same, with other settings from now on. */
    public void restart(Map<String, String> changed) {
        int port = port();
        broker.close();
        properties.putAll(changed);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        broker = Broker.start(BrokerConfig.of(properties), authorizer, disk);
    }

    @Override
    public void close() {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
