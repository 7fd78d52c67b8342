package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A cluster of real processes that is given a broker, and takes one away. */
@Timeout(180)
final class GrowingClusterTest {

    @TempDir
    private Path root;

    @AfterEach
    void stopWhatIsLeft() {
        new LocalCluster(root).members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aBrokerIsAddedAndFilledAndEmptiedAgain() throws Exception {
        // given
        String port = "" + FreePorts.base();
        String bootstrap = "127.0.0.1:" + port;
        weir("start", "--port", port, "--data", root.toString(), "--detach", "--set", "weir.balance.enable=false");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("orders", 24, (short) 2)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 240; i++) {
                var _ = producer.send(new ProducerRecord<>("orders", "key-" + i, "value-" + i));
            }
        }

        // when
        assertThat(weir("add", "--data", root.toString())).contains("Broker 4");

        // then: a plan that changes nothing by being read
        assertThat(weir("rebalance", "--bootstrap-server", bootstrap, "--dry-run"))
                .contains("to copy")
                .isEqualTo(weir("rebalance", "--bootstrap-server", bootstrap, "--dry-run"));

        // when
        assertThat(weir("rebalance", "--bootstrap-server", bootstrap)).contains("Done.");

        // then, once every broker has heard of it
        TrialCluster.await(() ->
                weir("rebalance", "--bootstrap-server", bootstrap, "--dry-run").contains("Nothing to move."));
        assertThat(weir("status", "--bootstrap-server", bootstrap))
                .containsPattern("4 +127.0.0.1:[0-9]+ +- +lives +1[123] +[567] ")
                .contains("24 partitions: 0 without a leader, 0 with replicas that are not in sync, 0 on their way");

        // when
        assertThat(weir("drain", "4", "--bootstrap-server", bootstrap))
                .contains("has no replicas and no vote on the metadata any more");

        // then
        TrialCluster.await(() -> weir("status", "--bootstrap-server", bootstrap)
                .lines()
                .anyMatch(line -> line.matches(".*to leave +0 +0 .*")));

        // when one is to leave that votes
        assertThat(weir("drain", "3", "--bootstrap-server", bootstrap)).contains("no vote on the metadata any more");

        // then
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            assertThat(admin.describeMetadataQuorum().quorumInfo().get().voters())
                    .extracting(QuorumInfo.ReplicaState::replicaId)
                    .containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void whatRunsIsNotHiddenByASecondAttemptToStartIt() throws Exception {
        // given
        String port = "" + FreePorts.base();
        weir("start", "--port", port, "--brokers", "1", "--data", root.toString(), "--detach");
        Member first = new Member(1, root.resolve("1").toAbsolutePath());
        long pid = first.process().orElseThrow().pid();

        // when, then
        assertThat(first.start(false).waitFor()).isNotZero();
        assertThat(first.process().orElseThrow().pid()).isEqualTo(pid);

        // when, then
        weir("stop", "--data", root.toString());
        CommandLine other = ClusterCommand.tree(TestShell.withoutInput().shell());
        AtomicReference<Exception> refusal = new AtomicReference<>();
        other.setExecutionExceptionHandler((failure, _, _) -> {
            refusal.set(failure);
            return ExitCode.USAGE;
        });
        assertThat(other.execute("start", "--brokers", "2", "--data", root.toString(), "--detach"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(refusal.get()).hasMessageContaining("has 1 brokers from 127.0.0.1:" + port + " on");
    }

    private static String weir(String... args) {
        TestShell shell = TestShell.withoutInput();
        int code = ClusterCommand.tree(shell.shell()).execute(args);
        assertThat(code).as(shell.err()).isEqualTo(ExitCode.OK);
        return shell.out();
    }
}
