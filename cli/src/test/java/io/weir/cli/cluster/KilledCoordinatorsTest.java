package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes and a chain that consumes, transforms and produces in transactions, while whoever coordinates the
 * transactions is killed again and again: each input is in the output exactly once, and in order.
 */
@Tag("kills")
@Timeout(900)
final class KilledCoordinatorsTest {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String CHAIN = "chain";
    private static final int PARTITIONS = 6;
    private static final int KILLS = Integer.getInteger("weir.kills", 3);
    private static final int BETWEEN_KILLS = 400;
    private static final int MAX_POLLED = 25;

    @TempDir
    private Path root;

    private final AtomicInteger passedOn = new AtomicInteger();
    private volatile boolean isOver;
    private String bootstrap = "";

    @AfterEach
    void stopWhatIsLeft() {
        isOver = true;
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void eachInputIsInTheOutputExactlyOnceWhoeverCoordinates() throws Exception {
        // given
        TestShell shell = TestShell.withoutInput();
        assertThat(ClusterCommand.tree(shell.shell())
                        .execute(
                                "start",
                                "--brokers",
                                "3",
                                "--port",
                                "" + FreePorts.base(),
                                "--data",
                                root.toString(),
                                "--detach",
                                "--set",
                                "min.insync.replicas=2"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        List<Member> members = new LocalCluster(root).members();
        bootstrap = members.stream().map(Member::address).collect(Collectors.joining(","));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(INPUT, PARTITIONS, (short) 3), new NewTopic(OUTPUT, PARTITIONS, (short) 3)))
                    .all()
                    .get();
        }
        int inputs = (KILLS + 2) * BETWEEN_KILLS;
        feed(inputs);
        Thread chain = Thread.ofPlatform().start(this::passOn);

        // when
        for (int i = 1; i <= KILLS; i++) {
            int enough = i * BETWEEN_KILLS;
            await(() -> passedOn.get() >= enough);
            int coordinator = coordinator();
            Member member = members.stream()
                    .filter(one -> one.nodeId() == coordinator)
                    .findFirst()
                    .orElseThrow();
            assertThat(member.process().orElseThrow().destroyForcibly()).isTrue();
            await(() -> passedOn.get() >= enough + MAX_POLLED);
            var _ = member.start(false);
            await(() -> member.process().isPresent() && inSync());
        }
        await(() -> passedOn.get() >= inputs);
        isOver = true;
        chain.join();

        // then
        Map<Integer, List<Integer>> output = readOutput();
        assertThat(output.values().stream().flatMap(List::stream).sorted().toList())
                .isEqualTo(IntStream.range(0, inputs).boxed().toList());
        assertThat(output.values())
                .allSatisfy(partition -> assertThat(partition).isSorted());
    }

    private void feed(int count) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                var _ = producer.send(new ProducerRecord<>(INPUT, i % PARTITIONS, "", Integer.toString(i)));
            }
        }
    }

    /** Until it is over: with a new producer and consumer whenever the ones before cannot go on. */
    private void passOn() {
        while (!isOver) {
            try (KafkaProducer<String, String> producer =
                            producer(Map.of("transactional.id", CHAIN, "transaction.timeout.ms", "10000"));
                    KafkaConsumer<String, String> consumer = consumer(Map.of("group.id", CHAIN))) {
                producer.initTransactions();
                consumer.subscribe(List.of(INPUT));
                while (!isOver) {
                    passOn(consumer.poll(Duration.ofMillis(100)), producer, consumer);
                }
            } catch (KafkaException e) {
                System.out.println("KilledCoordinatorsTest: the chain begins anew: " + e);
            }
        }
    }

    private void passOn(
            ConsumerRecords<String, String> records,
            KafkaProducer<String, String> producer,
            KafkaConsumer<String, String> consumer) {
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            var _ = producer.send(new ProducerRecord<>(OUTPUT, record.partition(), "", record.value()));
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        passedOn.addAndGet(records.count());
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "1", "reconnect.backoff.max.ms", "200"));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private KafkaConsumer<String, String> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                MAX_POLLED,
                "session.timeout.ms",
                "6000"));
        settings.putAll(more);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private int coordinator() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeTransactions(List.of(CHAIN))
                    .description(CHAIN)
                    .get()
                    .coordinatorId();
        }
    }

    private boolean inSync() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin
                    .describeTopics(List.of(OUTPUT, "__transaction_state", "__consumer_offsets"))
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == 3);
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    private Map<Integer, List<Integer>> readOutput() {
        Map<Integer, List<Integer>> output = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = consumer(Map.of())) {
            List<TopicPartition> places = IntStream.range(0, PARTITIONS)
                    .mapToObj(index -> new TopicPartition(OUTPUT, index))
                    .toList();
            places.forEach(place -> output.put(place.partition(), new ArrayList<>()));
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> output.getOrDefault(record.partition(), List.of())
                                .add(Integer.valueOf(record.value())));
            }
        }
        return output;
    }

    private static void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
