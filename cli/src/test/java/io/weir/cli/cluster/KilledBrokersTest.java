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
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes that are killed again and again, or stand still, while Kafka's own producer writes with acks=all: what was acknowledged
 * is there, once and in order. {@code -Dweir.kills=N} kills more often, {@code -Dweir.kills.seed=S} others.
 */
@Tag("kills")
@Timeout(900)
final class KilledBrokersTest {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;
    private static final int KILLS = Integer.getInteger("weir.kills", 3);
    private static final long SEED = Long.getLong("weir.kills.seed", 7);
    private static final int MORE = 300;
    private static final int READS = 20;

    @TempDir
    private Path root;

    private final ConcurrentLinkedQueue<Integer> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean isOver;

    @AfterEach
    void stopWhatIsLeft() {
        isOver = true;
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndInOrder() throws Exception {
        // given
        start();
        Thread producing = Thread.ofPlatform().start(() -> produce(bootstrap()));
        awaitMore();

        // when
        Random random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            Member member = members().get(random.nextInt(members().size()));
            await(() -> member.process().isPresent());
            assertThat(member.process().orElseThrow().destroyForcibly()).isTrue();
            awaitMore();
            var _ = member.start(false);
            if (random.nextBoolean()) {
                await(() -> allInSync(bootstrap()));
            } else {
                awaitMore();
                await(() -> member.process().isPresent());
            }
        }

        // then
        assertNothingIsLost(producing);
    }

    @Test
    void aBrokerThatIsPausedIsReplacedAndAcknowledgesNothingWhenItGoesOn() throws Exception {
        // given
        start();
        Thread producing = Thread.ofPlatform().start(() -> produce(bootstrap()));
        awaitMore();

        // when: each in its turn stands still for longer than its session, the one with the controller among them
        for (Member member : members()) {
            signal("-STOP", member);
            awaitFenced(member);
            awaitMore();
            signal("-CONT", member);
            await(() -> allInSync(bootstrap()));
        }

        // then
        assertNothingIsLost(producing);
    }

    private void start() throws Exception {
        TestShell shell = TestShell.withoutInput();
        List<String> arguments = List.of(
                "start",
                "--brokers",
                "3",
                "--port",
                Integer.toString(FreePorts.base()),
                "--data",
                root.toString(),
                "--detach",
                "--set",
                "min.insync.replicas=2");
        assertThat(ClusterCommand.tree(shell.shell()).execute(arguments.toArray(String[]::new)))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3)))
                    .all()
                    .get();
        }
    }

    private List<Member> members() {
        return new LocalCluster(root).members();
    }

    private String bootstrap() {
        return members().stream().map(Member::address).collect(Collectors.joining(","));
    }

    private static void signal(String signal, Member member) throws Exception {
        String pid = Long.toString(member.process().orElseThrow().pid());
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    private void awaitFenced(Member paused) {
        String others = members().stream()
                .filter(member -> member.nodeId() != paused.nodeId())
                .map(Member::address)
                .collect(Collectors.joining(","));
        await(() -> {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", others))) {
                return admin.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == paused.nodeId());
            } catch (InterruptedException | ExecutionException e) {
                return false;
            }
        });
    }

    private void assertNothingIsLost(Thread producing) throws InterruptedException {
        isOver = true;
        producing.join();
        await(() -> allInSync(bootstrap()));
        Map<Integer, List<Integer>> kept = read(bootstrap());
        // Who goes on after a pause answers as a leader until it has heard that others lead: its readers see less.
        for (int i = 0; i < READS && !all(kept).containsAll(acknowledged); i++) {
            System.out.println(
                    "KilledBrokersTest: " + all(kept).size() + " read of " + acknowledged.size() + ", reads again");
            kept = read(bootstrap());
        }
        assertThat(all(kept)).containsAll(acknowledged);
        assertThat(kept.values()).allSatisfy(partition -> assertThat(partition).doesNotHaveDuplicates());
        assertThat(kept.values()).allSatisfy(partition -> assertThat(partition).isSorted());
    }

    private static Set<Integer> all(Map<Integer, List<Integer>> kept) {
        return kept.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    private void produce(String bootstrap) {
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
                        new ProducerRecord<>(TOPIC, i % PARTITIONS, "", Integer.toString(i)), (_, failure) -> {
                            if (failure == null) {
                                acknowledged.add(number);
                                count.incrementAndGet();
                            }
                        });
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
            }
        }
    }

    private void awaitMore() {
        int before = count.get();
        await(() -> count.get() >= before + MORE);
    }

    private static boolean allInSync(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return Objects.requireNonNull(admin.describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get()
                            .get(TOPIC))
                    .partitions()
                    .stream()
                    .map(TopicPartitionInfo::isr)
                    .allMatch(isr -> isr.size() == 3);
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    private static Map<Integer, List<Integer>> read(String bootstrap) {
        Map<Integer, List<Integer>> kept = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> places = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                places.add(new TopicPartition(TOPIC, i));
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
