package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes, and Kafka's own clients. */
@Timeout(180)
final class LocalClusterTest {

    private static final String TOPIC = "orders";

    @TempDir
    private Path root;

    @AfterEach
    void stopWhatIsLeft() {
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aClusterGoesOnWithoutABrokerThatIsKilledAndHasItsRecordsBackWithIt() throws Exception {
        // given
        int base = FreePorts.base();
        assertThat(weir("start", "--brokers", "3", "--port", "" + base, "--data", root.toString(), "--detach"))
                .isEqualTo(ExitCode.OK);
        List<Member> members = new LocalCluster(root).members();
        String third = members.get(2).address();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", third))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
        int killed = 2;
        int partition = partitionLedBy(third, killed);
        produce(third, partition, "before");

        // when
        assertThat(members.get(killed - 1).process().orElseThrow().destroyForcibly())
                .isTrue();

        // then: the others know, and go on
        await(() -> nodeIds(third).equals(Set.of(1, 3)));
        produce(third, partitionLedBy(third, 3), "meanwhile");

        // when
        Process again = members.get(killed - 1).start(false);
        await(() -> nodeIds(third).equals(Set.of(1, 2, 3)));

        // then
        assertThat(again.isAlive()).isTrue();
        assertThat(read(third, partition)).containsExactly("before");

        // and: all of it stops
        assertThat(weir("stop", "--data", root.toString())).isEqualTo(ExitCode.OK);
        assertThat(members).allSatisfy(member -> assertThat(member.process()).isEmpty());
    }

    @Test
    void portsThatAreNoneAreRefusedWithTheWayOut() {
        assertThatThrownBy(() -> new LocalCluster(root).lay(3, 65_000, Map.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("lower --port");
    }

    private static int weir(String... args) {
        TestShell shell = TestShell.withoutInput();
        int code = ClusterCommand.tree(shell.shell()).execute(args);
        if (code != ExitCode.OK) {
            System.out.println(shell.err());
        }
        return code;
    }

    private static int partitionLedBy(String bootstrap, int nodeId) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return Objects.requireNonNull(admin.describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get()
                            .get(TOPIC))
                    .partitions()
                    .stream()
                    .filter(partition ->
                            partition.leader() != null && partition.leader().id() == nodeId)
                    .findFirst()
                    .orElseThrow()
                    .partition();
        }
    }

    private static Set<Integer> nodeIds(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Set<Integer> ids = new HashSet<>();
            for (Node node : admin.describeCluster().nodes().get()) {
                ids.add(node.id());
            }
            return ids;
        }
    }

    private static void produce(String bootstrap, int partition, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, partition, null, value)).get();
        }
    }

    private static List<String> read(String bootstrap, int partition) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition place = new TopicPartition(TOPIC, partition);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (values.isEmpty() && System.nanoTime() < giveUpNanos) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    /** A question that may throw. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
