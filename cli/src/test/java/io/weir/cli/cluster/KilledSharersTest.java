package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes and the members of a share group, while brokers are killed: every acknowledged record reaches one. */
@Tag("kills")
@Timeout(600)
final class KilledSharersTest {

    private static final String TOPIC = "shared";
    private static final String GROUP = "sharers";
    private static final int PARTITIONS = 6;
    private static final int MEMBERS = 2;
    private static final int BETWEEN_KILLS = 1_000;

    @TempDir
    private Path root;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;
    private String bootstrap = "";

    @AfterEach
    void stopWhatIsLeft() {
        isOver = true;
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void noRecordIsLostWhoeverIsKilled() throws Exception {
        // given
        List<Member> members = start();
        List<Thread> sharers = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            sharers.add(Thread.ofPlatform().name("sharer-" + i).start(this::share));
        }
        produce(0);
        await(() -> seen.size() >= BETWEEN_KILLS);

        // when each broker is killed, one after the other, and started again
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            assertThat(member.process().orElseThrow().destroyForcibly()).isTrue();
            produce(i + 1);
            int enough = (i + 2) * BETWEEN_KILLS;
            await(() -> seen.size() >= enough);
            var _ = member.start(false);
            await(() -> member.process().isPresent() && isInSync());
        }
        isOver = true;
        for (Thread sharer : sharers) {
            sharer.join();
        }

        // then
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, (members.size() + 1) * BETWEEN_KILLS)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private List<Member> start() throws Exception {
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
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3)))
                    .all()
                    .get();
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, GROUP),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        return members;
    }

    /** So many records, which are acknowledged when this returns. */
    private void produce(int round) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = round * BETWEEN_KILLS; i < (round + 1) * BETWEEN_KILLS; i++) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, "", Integer.toString(i)));
            }
            producer.flush();
        }
    }

    private void share() {
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", GROUP, "reconnect.backoff.max.ms", "200"),
                new StringDeserializer(),
                new StringDeserializer());
        try {
            consumer.subscribe(Set.of(TOPIC));
            while (!isOver) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(record.value()));
            }
        } finally {
            // It waits for a broker that has gone as long as it may.
            consumer.close(Duration.ofSeconds(1));
        }
    }

    private boolean isInSync() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeTopics(List.of(TOPIC)).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == 3);
        } catch (Exception e) {
            return false;
        }
    }

    private void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass; seen are " + seen.size());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
