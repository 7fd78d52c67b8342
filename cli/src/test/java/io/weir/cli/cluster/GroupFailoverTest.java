package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of Kafka's own consumer goes on when its coordinator is killed, with what it had committed. */
@Tag("kills")
@Timeout(300)
final class GroupFailoverTest {

    private static final String TOPIC = "orders";
    private static final String GROUP = "readers";
    private static final int PARTITIONS = 6;

    @TempDir
    private Path root;

    private TrialCluster cluster;
    private NumberedRecords records;
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    @BeforeEach
    void start() throws Exception {
        cluster = TrialCluster.start(root);
        cluster.createTopic(TOPIC, PARTITIONS);
        records = NumberedRecords.begin(cluster.bootstrap(), TOPIC, PARTITIONS);
    }

    @AfterEach
    void stop() {
        isOver = true;
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupOutlivesItsCoordinator(String protocol) throws Exception {
        // given
        Thread consuming = Thread.ofPlatform().daemon().start(() -> consume(protocol));
        awaitSeen(1);
        Member coordinator = cluster.member(coordinator());

        // when
        cluster.kill(coordinator);

        // then: it goes on without that broker, and no commit is forgotten
        awaitSeen(seen.size() + 1_000);
        Map<TopicPartition, Long> before = Map.copyOf(committed);
        Map<TopicPartition, Long> kept = keptOffsets();
        before.forEach(
                (place, offset) -> assertThat(kept.get(place)).isNotNull().isGreaterThanOrEqualTo(offset));

        // and: it sees all that there is
        var _ = coordinator.start(false);
        TrialCluster.await(() -> coordinator.process().isPresent());
        records.end();
        Set<Integer> acknowledged = records.acknowledged();
        TrialCluster.await(() -> seen.containsAll(acknowledged));
        isOver = true;
        consuming.join();
    }

    private void consume(String protocol) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrap(),
                        "group.id",
                        GROUP,
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (!isOver) {
                ConsumerRecords<String, String> polled = consumer.poll(Duration.ofMillis(100));
                for (ConsumerRecord<String, String> record : polled) {
                    seen.add(Integer.valueOf(record.value()));
                }
                commit(consumer, polled);
            }
        }
    }

    private void commit(KafkaConsumer<String, String> consumer, ConsumerRecords<String, String> polled) {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        polled.partitions()
                .forEach(place -> ends.put(
                        place,
                        new OffsetAndMetadata(polled.records(place).getLast().offset() + 1)));
        try {
            consumer.commitSync(ends);
            ends.forEach((place, end) -> committed.put(place, end.offset()));
        } catch (KafkaException e) {
            // Another member has it, or nobody was there to commit to: what was read is read again.
            assertThat(ends).isNotNull();
        }
    }

    private void awaitSeen(int count) {
        TrialCluster.await(() -> seen.size() >= count);
    }

    private int coordinator() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(GROUP))
                            .all()
                            .get()
                            .get(GROUP))
                    .coordinator()
                    .id();
        }
    }

    private Map<TopicPartition, Long> keptOffsets() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> kept = new HashMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((place, offset) -> kept.put(place, offset.offset()));
        }
        return kept;
    }
}
