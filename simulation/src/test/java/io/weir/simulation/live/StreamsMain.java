package io.weir.simulation.live;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams with {@code exactly_once_v2}: counts the words of lines in a store, and joins each count with what a
 * table says of the word. Alone in its process; ends when its input does.
 */
final class StreamsMain {

    static final String LINES = "lines";
    static final String LABELS = "labels";
    static final String TOTALS = "totals";

    private StreamsMain() {}

    /** Arguments: bootstrap, a folder for its state, the protocol of its group. */
    public static void main(String[] args) throws IOException {
        Properties config = new Properties();
        config.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "words",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                args[0],
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.STATE_DIR_CONFIG,
                args[1],
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                50,
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                args[2],
                "auto.offset.reset",
                "earliest",
                "reconnect.backoff.max.ms",
                100));
        config.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 5_000);
        if (args[2].equals("classic")) {
            config.put("session.timeout.ms", 6_000);
            config.put("heartbeat.interval.ms", 300);
            // Its next life takes its place at once, and not after the time-out of its session.
            config.put("group.instance.id", "worker");
        }
        try (KafkaStreams streams = new KafkaStreams(words().build(), config)) {
            streams.setUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            while (System.in.read() >= 0) {
                // Whatever is said to it, it goes on.
            }
            streams.close(Duration.ofSeconds(10));
        }
        System.exit(0);
    }

    /** The stores are in memory: their changelogs alone bring them back. */
    private static StreamsBuilder words() {
        StreamsBuilder builder = new StreamsBuilder();
        Consumed<String, String> strings = Consumed.with(Serdes.String(), Serdes.String());
        KTable<String, String> labels =
                builder.table(LABELS, strings, Materialized.as(Stores.inMemoryKeyValueStore("labels-store")));
        KTable<String, Long> counts = builder.stream(LINES, strings)
                .flatMap((_, line) -> Arrays.stream(line.split(" "))
                        .map(word -> KeyValue.pair(word, word))
                        .toList())
                .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long())
                        .withCachingDisabled());
        counts.toStream()
                .join(
                        labels,
                        (count, label) -> label + "=" + count,
                        Joined.with(Serdes.String(), Serdes.Long(), Serdes.String()))
                .to(TOTALS, Produced.with(Serdes.String(), Serdes.String()));
        return builder;
    }
}
