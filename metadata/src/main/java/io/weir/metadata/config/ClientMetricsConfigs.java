package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a client metrics subscription (KIP-714), checked as Kafka's ClientMetricsConfigs checks them. */
public final class ClientMetricsConfigs {

    /** How often clients push that no subscription says anything of, and ask again when they have nothing to push. */
    public static final int DEFAULT_INTERVAL_MS = 300_000;

    static final String METRICS = "metrics";
    static final String INTERVAL_MS = "interval.ms";
    static final String MATCH = "match";

    private static final int MIN_INTERVAL_MS = 100;
    private static final int MAX_INTERVAL_MS = 3_600_000;

    private static final Limit DISTINCT_WORDS = value ->
            ((List<?>) value).contains("") ? Optional.of("an element may not be empty") : Limit.DISTINCT.problem(value);

    /** Every setting a subscription can have. */
    public static final ConfigTable TABLE = ConfigTable.builder(UpdateMode.CLUSTER_WIDE)
            .add(
                    METRICS,
                    LIST,
                    "",
                    DISTINCT_WORDS,
                    "Which metrics clients push: those whose names begin with one of these; * for all.")
            .add(
                    INTERVAL_MS,
                    INT,
                    Integer.toString(DEFAULT_INTERVAL_MS),
                    Limit.NONE,
                    "How often clients push: every 100 ms to every hour.")
            .add(
                    MATCH,
                    LIST,
                    "",
                    DISTINCT_WORDS,
                    "Which clients push, as attribute=regular expression: client_instance_id, client_id,"
                            + " client_software_name, client_software_version, client_source_address,"
                            + " client_source_port. All that are named must match; without any, all clients do.")
            .build();

    private ClientMetricsConfigs() {}

    /**
     * Whether clients may push that often, which Kafka checks by itself.
     *
     * @throws InvalidConfigException when they may not
     */
    public static void checkInterval(Map<String, String> own) {
        String value = own.getOrDefault(INTERVAL_MS, Integer.toString(DEFAULT_INTERVAL_MS));
        int intervalMs = (int) TABLE.definition(INTERVAL_MS).parse(value);
        if (intervalMs < MIN_INTERVAL_MS || intervalMs > MAX_INTERVAL_MS) {
            throw InvalidConfigException.badValue(
                    INTERVAL_MS, value, "expected " + MIN_INTERVAL_MS + " to " + MAX_INTERVAL_MS + " (1 hour)");
        }
    }
}
