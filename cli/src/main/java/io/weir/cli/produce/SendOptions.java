package io.weir.cli.produce;

import io.weir.cli.client.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how records are sent. */
final class SendOptions {

    /** The codecs of Kafka, by the names its clients use. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Codec {
        none,
        gzip,
        snappy,
        lz4,
        zstd
    }

    /** Kafka's values. */
    static final class Acks implements ITypeConverter<String> {

        private static final Set<String> VALUES = Set.of("0", "1", "-1", "all");

        @Override
        public String convert(String value) {
            if (!VALUES.contains(value)) {
                throw new TypeConversionException("'" + value + "' is none of 0, 1 and all");
            }
            return value;
        }
    }

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int MAX_REQUEST_BYTES = 64 << 20;
    private static final int RETRIES_SHARE = 3;

    @Option(
            names = {"-a", "--acks"},
            paramLabel = "0|1|all",
            defaultValue = "all",
            converter = Acks.class,
            description = "Who must have a record before it counts as sent (default: all in-sync replicas).")
    private String acks = "all";

    @Option(
            names = {"-z", "--compression"},
            paramLabel = "CODEC",
            defaultValue = "none",
            description = "${COMPLETION-CANDIDATES} (default: none).")
    private Codec compression = Codec.none;

    Map<String, Object> properties(Connection connection) {
        int timeoutMs = Math.toIntExact(connection.timeout().toMillis());
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.ACKS_CONFIG, acks);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression.name());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        // How large a record may be is the topic's to say.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, RETRIES_SHARE * timeoutMs);
        return properties;
    }
}
