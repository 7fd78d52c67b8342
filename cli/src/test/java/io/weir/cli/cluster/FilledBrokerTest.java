package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fourth broker comes to three that are under load, and is filled without being asked, while clients notice nothing. */
@Tag("kills")
@Timeout(300)
final class FilledBrokerTest {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 24;
    private static final int REPLICAS = 3;
    private static final int NEW_BROKER = 4;
    private static final int EVEN_SHARE = PARTITIONS * REPLICAS / NEW_BROKER;
    private static final int RECORD_BYTES = 1_024;
    private static final int RECORDS_BEFORE = 60_000;
    private static final int RECORDS_PER_SECOND = 500;
    private static final Duration UNDISTURBED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path root;

    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();
    private volatile boolean isOver;
    private String bootstrap = "";

    /** A record that was acknowledged, and how long that took. */
    private record Sent(long atNanos, long tookNanos) {}

    @AfterEach
    void stopWhatIsLeft() {
        isOver = true;
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aNewBrokerIsFilledUnderLoadAndClientsSeeNoError() throws Exception {
        // given
        start();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < RECORDS_BEFORE; i++) {
                send(producer);
            }
        }
        Thread writer = Thread.ofPlatform().name("writer").start(this::write);
        Thread reader = Thread.ofPlatform().name("reader").start(this::read);
        long begunNanos = System.nanoTime();
        await(() -> System.nanoTime() - begunNanos > UNDISTURBED.toNanos());

        // when
        long addedNanos = System.nanoTime();
        weir("add", "--data", root.toString());
        long joinedNanos = System.nanoTime();
        await(this::isEven);
        long evenNanos = System.nanoTime();

        // then
        isOver = true;
        writer.join();
        reader.join();
        assertThat(failures).isEmpty();
        assertThat(consumed).hasValue(acknowledged.get());
        System.out.printf(
                "p99 of an acknowledgement: %.1f ms before, %.1f ms while the broker started, %.1f ms while it was"
                        + " filled, which took %.1f s%n",
                p99Ms(begunNanos + UNDISTURBED.toNanos() / 2, addedNanos),
                p99Ms(addedNanos, joinedNanos),
                p99Ms(joinedNanos, evenNanos),
                (evenNanos - joinedNanos) / 1e9);
    }

    private void start() throws Exception {
        String port = "" + FreePorts.base();
        bootstrap = "127.0.0.1:" + port;
        weir(
                "start",
                "--port",
                port,
                "--data",
                root.toString(),
                "--detach",
                "--set",
                "min.insync.replicas=2",
                "--set",
                "weir.balance.interval.ms=1000");
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) REPLICAS)))
                    .all()
                    .get();
        }
    }

    /** At a steady rate, whatever the brokers do: a record is late from when it was due. */
    private void write() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            long nextNanos = System.nanoTime();
            while (!isOver) {
                LockSupport.parkNanos(nextNanos - System.nanoTime());
                if (System.nanoTime() >= nextNanos) {
                    send(producer);
                    nextNanos += TimeUnit.SECONDS.toNanos(1) / RECORDS_PER_SECOND;
                }
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer) {
        long begunNanos = System.nanoTime();
        var _ = producer.send(new ProducerRecord<>(TOPIC, new byte[RECORD_BYTES]), (_, failure) -> {
            if (failure == null) {
                acknowledged.incrementAndGet();
                sent.add(new Sent(begunNanos, System.nanoTime() - begunNanos));
            } else {
                failures.add(failure);
            }
        });
    }

    /** Until all that was acknowledged is read. */
    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", "readers", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            boolean hasAll = false;
            while (!hasAll) {
                boolean wasOver = isOver;
                int count = consumer.poll(Duration.ofMillis(500)).count();
                consumed.addAndGet(count);
                hasAll = wasOver && count == 0 && consumed.get() >= acknowledged.get();
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    /** Whether the new broker has its share of replicas and leads some, all are in sync, and nothing is on its way. */
    private boolean isEven() {
        try (Admin admin = admin()) {
            if (!admin.listPartitionReassignments().reassignments().get().isEmpty()) {
                return false;
            }
            List<TopicPartitionInfo> partitions = admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions();
            long here = partitions.stream()
                    .map(TopicPartitionInfo::replicas)
                    .flatMap(Collection::stream)
                    .filter(node -> node.id() == NEW_BROKER)
                    .count();
            return Math.abs(here - EVEN_SHARE) <= EVEN_SHARE / 4
                    && partitions.stream()
                            .map(TopicPartitionInfo::leader)
                            .mapToInt(Node::id)
                            .anyMatch(id -> id == NEW_BROKER)
                    && partitions.stream().allMatch(one -> one.isr().size() == REPLICAS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double p99Ms(long fromNanos, long toNanos) {
        long[] took = sent.stream()
                .filter(one -> one.atNanos >= fromNanos && one.atNanos < toNanos)
                .mapToLong(Sent::tookNanos)
                .sorted()
                .toArray();
        return took.length == 0 ? Double.NaN : took[(int) (took.length * 0.99)] / 1e6;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static void weir(String... args) {
        TestShell shell = TestShell.withoutInput();
        int code = ClusterCommand.tree(shell.shell()).execute(args);
        assertThat(code).as(shell.err()).isEqualTo(ExitCode.OK);
    }

    private static void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }
}
