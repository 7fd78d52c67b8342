package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own producer writes numbers with acks=all into a topic, and remembers those that were acknowledged. */
final class NumberedRecords {

    private static final int MORE = 300;
    private static final Duration QUICK = Duration.ofNanos(300_000);

    private final String bootstrap;
    private final String topic;
    private final int partitions;
    private final Duration pause;
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Thread producing;
    private volatile boolean isOver;

    private NumberedRecords(String bootstrap, String topic, int partitions, Duration pause) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.partitions = partitions;
        this.pause = pause;
        this.producing = Thread.ofPlatform().daemon().unstarted(this::produce);
    }

    /** Begins, and returns when some are acknowledged. */
    static NumberedRecords begin(String bootstrap, String topic, int partitions) {
        return begin(bootstrap, topic, partitions, QUICK);
    }

    /** The same, with so much time between two records. */
    static NumberedRecords begin(String bootstrap, String topic, int partitions, Duration pause) {
        NumberedRecords records = new NumberedRecords(bootstrap, topic, partitions, pause);
        records.producing.start();
        records.awaitMore();
        return records;
    }

    private void produce() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("acks", "all");
        properties.put("delivery.timeout.ms", "120000");
        // A broker that stands still takes what it is sent and never answers.
        properties.put("request.timeout.ms", "5000");
        properties.put("linger.ms", "1");
        properties.put("reconnect.backoff.max.ms", "200");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; !isOver; i++) {
                int number = i;
                var _ = producer.send(
                        new ProducerRecord<>(topic, i % partitions, "", Integer.toString(i)), (_, failure) -> {
                            if (failure == null) {
                                acknowledged.add(number);
                            }
                        });
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    /** Those that are acknowledged by now. */
    Set<Integer> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Waits until a few hundred more are acknowledged. */
    void awaitMore() {
        int before = acknowledged.size();
        TrialCluster.await(() -> acknowledged.size() >= before + MORE);
    }

    /** Sends no more, and waits until all that was sent is acknowledged or given up. */
    void end() throws InterruptedException {
        isOver = true;
        producing.join();
    }

    /** Fails unless all of these can be read from whom is asked, each once and in order. */
    void assertKept(String from, Set<Integer> expected) {
        Map<Integer, List<Integer>> kept = read(from, topic, partitions);
        Set<Integer> lost = new TreeSet<>(expected);
        kept.values().forEach(partition -> partition.forEach(lost::remove));
        assertThat(lost).isEmpty();
        assertThat(kept.values()).allSatisfy(partition -> assertThat(partition).doesNotHaveDuplicates());
        assertThat(kept.values()).allSatisfy(partition -> assertThat(partition).isSorted());
    }

    /** The numbers in a topic, for each partition in their order; none of transactions that are not committed. */
    static Map<Integer, List<Integer>> read(String from, String topic, int partitions) {
        Map<Integer, List<Integer>> kept = new HashMap<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", from, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> places = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                places.add(new TopicPartition(topic, i));
                kept.put(i, new ArrayList<>());
            }
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    Objects.requireNonNull(kept.get(record.partition())).add(Integer.valueOf(record.value()));
                }
            }
        }
        return kept;
    }
}
