package io.weir.console.records;

import io.weir.console.http.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer without a group, for one request. */
final class Reader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int MAX_POLL = 500;
    // Fetches ahead of what is wanted find nothing at the end; the next one waits for them.
    private static final int PAST_WAIT_MS = 10;
    private static final int FUTURE_WAIT_MS = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    /**
     * For records that are there.
     *
     * @param committed whether records of transactions that are open or aborted are left out
     */
    static Reader ofPast(String bootstrap, String topic, boolean committed) {
        return new Reader(bootstrap, topic, committed, PAST_WAIT_MS);
    }

    /** For records that are to come. */
    static Reader ofFuture(String bootstrap, String topic, boolean committed) {
        return new Reader(bootstrap, topic, committed, FUTURE_WAIT_MS);
    }

    private Reader(String bootstrap, String topic, boolean committed, int waitMs) {
        this.topic = topic;
        Map<String, Object> settings = Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "weir-console"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committed ? "read_committed" : "read_uncommitted"),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, waitMs),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL),
                Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()),
                Map.entry(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
                Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /**
     * The partitions by their numbers with commas; all when there are none.
     *
     * @throws ProblemException when there is no such topic or partition
     */
    Set<TopicPartition> partitions(String wanted) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw ProblemException.notFound("there is no topic '" + topic + "'");
        }
        Set<TopicPartition> all = known.stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .collect(Collectors.toSet());
        return wanted.isEmpty() ? all : chosen(wanted, all);
    }

    private Set<TopicPartition> chosen(String wanted, Set<TopicPartition> all) {
        return List.of(wanted.split(",", -1)).stream()
                .map(String::strip)
                .map(number -> all.stream()
                        .filter(each -> number.equals(String.valueOf(each.partition())))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.badInput(
                                "partitions",
                                "there is no partition '" + number + "' of " + topic + ", which has " + all.size()
                                        + ", counted from 0; give numbers with commas")))
                .collect(Collectors.toSet());
    }

    /** The first offsets not older than a time; the ends where everything is older. */
    Map<TopicPartition, Long> offsetsAt(long timeMs, Set<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(each -> each, _ -> Math.max(0, timeMs))));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
