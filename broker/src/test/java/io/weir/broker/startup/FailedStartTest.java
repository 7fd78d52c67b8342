package io.weir.broker.startup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each start that fails says in one line what is in the way, and leaves nothing locked or bound. */
class FailedStartTest {

    @TempDir
    private Path folder = Path.of("set by JUnit");

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listener = "PLAINTEXT://127.0.0.1:" + taken.getLocalPort();

            assertThat(failure(Map.of("listeners", listener)))
                    .startsWith("cannot listen on " + listener)
                    .contains("Choose another port");
        }
        assertStarts(Map.of());
    }

    @Test
    void theSecondOfTwoPortsInUse() throws IOException {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String first = "A://127.0.0.1:" + free;
            String second = "B://127.0.0.1:" + taken.getLocalPort();

            assertThat(failure(Map.of(
                            "listeners",
                            first + "," + second,
                            "listener.security.protocol.map",
                            "A:PLAINTEXT,B:PLAINTEXT",
                            "inter.broker.listener.name",
                            "A")))
                    .startsWith("cannot listen on " + second);
        }
        assertStarts(Map.of("listeners", "PLAINTEXT://127.0.0.1:" + free));
    }

    @Test
    void aHostThatIsNotThisMachines() {
        assertThat(failure(Map.of("listeners", "PLAINTEXT://192.0.2.1:0")))
                .startsWith("cannot listen on PLAINTEXT://192.0.2.1:0");
        assertStarts(Map.of());
    }

    @Test
    void aDataFolderBelowAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(failure(Map.of("log.dirs", file.resolve("data").toString())))
                .contains(file.resolve("data").toString())
                .contains("cannot be used");
    }

    @Test
    void aDataFolderThatCannotBeWritten() {
        assertThat(failure(Map.of("log.dirs", "/proc/weir")))
                .contains("/proc/weir")
                .contains("cannot be used");
    }

    @Test
    void notASecondDataFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String both = folder.resolve("good") + "," + file.resolve("bad");

        assertStarts(Map.of("log.dirs", both));
    }

    @Test
    void aDataFolderOfAnotherNode() {
        assertStarts(Map.of("node.id", "7"));

        assertThat(failure(Map.of("node.id", "8")))
                .contains("node 7")
                .contains("node 8")
                .contains("node.id");
        assertStarts(Map.of("node.id", "7"));
    }

    @Test
    void aDataFolderOfAnotherCluster() {
        Path foreign = folder.resolve("foreign");
        assertStarts(Map.of("log.dirs", folder.resolve("own").toString()));
        assertStarts(Map.of("log.dirs", foreign.toString()));

        assertThat(failure(Map.of("log.dirs", folder.resolve("own") + "," + foreign)))
                .contains(foreign.toString())
                .contains("belongs to cluster");
        assertStarts(Map.of("log.dirs", folder.resolve("own").toString()));
    }

    @Test
    void aFolderInUseByAnotherBroker() {
        try (Broker first = Broker.start(config(Map.of()))) {
            assertThat(failure(Map.of())).contains("in use by another broker");
            assertThat(first.listeners()).hasSize(1);
        }
        assertStarts(Map.of());
    }

    @Test
    void aDamagedMetadataLog() throws IOException {
        assertStarts(Map.of());
        Path log = newestSegment(folder.resolve("data").resolve("__cluster_metadata"));
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("damage".getBytes(UTF_8)), 3);
        }

        assertThat(failure(Map.of())).startsWith("Metadata log file " + log + " is damaged at byte");
        // Not "in use": the failed start let go of the folder.
        assertThat(failure(Map.of())).contains("is damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        listeners                 | nonsense                      | 'nonsense'
        listeners                 | PLAINTEXT://127.0.0.1:70000   | 70000
        listeners                 | PLAINTEXT://127.0.0.1         | NAME://host:port
        listeners                 | A://:0,A://:0                 | A
        listeners                 | SSL://127.0.0.1:0             | SSL
        listeners                 | SASL_SSL://127.0.0.1:0        | SASL_SSL
        listener.security.protocol.map | PLAINTEXT:MAGIC          | MAGIC
        advertised.listeners      | OTHER://127.0.0.1:9092        | OTHER
        advertised.listeners      | PLAINTEXT://0.0.0.0:9092      | 0.0.0.0
        node.id                   | -1                            | node.id
        node.id                   | one                           | one
        num.partitions            | 0                             | num.partitions
        num.partitions            | many                          | many
        log.retention.ms          | soon                          | log.retention.ms
        log.segment.bytes         | 1                             | log.segment.bytes
        compression.type          | rar                           | rar
        auto.create.topics.enable | maybe                         | maybe
        log.cleanup.policy        | burn                          | burn
        socket.request.max.bytes  | -5                            | socket.request.max.bytes
        """)
    void aBadProperty(String property, String value, String named) {
        StartupException failure = catchThrowableOfType(
                StartupException.class, () -> BrokerConfig.of(properties(Map.of(property, value))));

        assertThat(failure).as("%s=%s", property, value).isNotNull();
        assertThat(failure.getMessage()).contains(named).doesNotContain("\n");
    }

    private String failure(Map<String, String> more) {
        StartupException failure = catchThrowableOfType(
                StartupException.class, () -> Broker.start(config(more)).close());
        assertThat(failure).as("a failure to start with %s", more).isNotNull();
        return assertThat(String.valueOf(failure.getMessage()))
                .doesNotContain("\n")
                .actual();
    }

    private void assertStarts(Map<String, String> more) {
        try (Broker broker = Broker.start(config(more))) {
            assertThat(broker.listeners()).isNotEmpty();
        }
    }

    private BrokerConfig config(Map<String, String> more) {
        return BrokerConfig.of(properties(more));
    }

    private Map<String, String> properties(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", "PLAINTEXT://127.0.0.1:0");
        properties.put("log.dirs", folder.resolve("data").toString());
        properties.putAll(more);
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path newestSegment(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
