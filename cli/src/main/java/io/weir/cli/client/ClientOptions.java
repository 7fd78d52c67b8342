package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker, and how to talk to it: mixed into every command that is a client. */
public final class ClientOptions {

    private static final int LONGEST_TIMEOUT_SECONDS = 86_400;

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            description = "Any broker of the cluster, or several with commas"
                    + " (default: $WEIR_BOOTSTRAP, else the profile in use, else 127.0.0.1:9092).")
    private String bootstrap = "";

    @Option(
            names = {"--profile"},
            paramLabel = "NAME",
            description = "A cluster that weir profile add has named.")
    private String profile = "";

    @Option(
            names = {"--client-config"},
            paramLabel = "FILE",
            description = "Properties of Kafka's Java client, for security and tuning.")
    private @Nullable Path configFile;

    @Option(
            names = {"-X", "--client-property"},
            paramLabel = "KEY=VALUE",
            description = "One such property; wins over the file. Can be repeated.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = {"--request-timeout"},
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a broker may take to answer (default: 10).")
    private int requestTimeoutSeconds = 10;

    /**
     * Checks that somebody listens there, which an admin client would only find out after all its retries.
     *
     * @throws CliException when nobody does, or the options make no sense
     */
    public Connection connect() {
        if (requestTimeoutSeconds < 1 || requestTimeoutSeconds > LONGEST_TIMEOUT_SECONDS) {
            throw CliException.usage("--request-timeout must be from 1 to " + LONGEST_TIMEOUT_SECONDS + " seconds, not "
                    + requestTimeoutSeconds);
        }
        Map<String, Object> config = new HashMap<>();
        int timeoutMs =
                Math.toIntExact(Duration.ofSeconds(requestTimeoutSeconds).toMillis());
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        // Metrics for a process that lives a second would only cost its start; Kafka's default reporter is JMX.
        config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        Target target = Target.choose(bootstrap, profile, System.getenv(), Profiles.of(System.getenv()));
        config.putAll(target.properties());
        if (configFile != null) {
            ClientProperties.load(configFile, "client properties")
                    .forEach((key, value) -> config.put(key.toString(), value));
        }
        config.putAll(properties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, target.bootstrap());
        Reachability.check(target.bootstrap(), Duration.ofMillis(Math.min(timeoutMs, 3000)));
        return new Connection(target.bootstrap(), Map.copyOf(config), Duration.ofMillis(timeoutMs));
    }
}
