package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.serve.RunningBroker;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real broker in this process. */
@TestInstance(Lifecycle.PER_CLASS)
final class WeirEndToEndTest {

    private final RunningBroker broker;

    WeirEndToEndTest(@TempDir Path folder) {
        broker = RunningBroker.start(Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "log.dirs", folder.toString(),
                "group.initial.rebalance.delay.ms", "0"));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void createsDescribesAltersAndDeletesATopic() {
        assertThat(weir("topic", "create", "tours", "-p", "3", "-c", "retention.ms=7200000"))
                .isEqualTo("Created topic tours with 3 partitions, replication factor 1.\n");
        assertThat(weir("topic", "describe", "tours"))
                .contains("retention.ms=7200000")
                .contains("PARTITION");
        assertThat(weir("topic", "alter", "tours", "-p", "4", "--delete-config", "retention.ms"))
                .contains("4 partitions");
        assertThat(weir("topic", "describe", "tours", "--output", "json"))
                .contains("\"partition\":3")
                .doesNotContain("retention.ms");
        assertThat(weir("topic", "list")).contains("tours");
        assertThat(weir("topic", "delete", "tours")).isEqualTo("Deleted topic tours.\n");
        assertThat(weir("topic", "list")).doesNotContain("tours");
    }

    @Test
    void bringsRecordsThrough() {
        // when
        send("a:1\nb:2\na:3\n", "produce", "pairs", "-K", ":", "-H", "from=test", "-z", "zstd");

        // then
        assertThat(weir("consume", "pairs", "--format", "%o %k=%v %h"))
                .isEqualTo("0 a=1 from=test\n1 b=2 from=test\n2 a=3 from=test\n");
        assertThat(weir("consume", "pairs", "--offset", "-1")).isEqualTo("3\n");
        assertThat(weir("consume", "pairs", "--output", "json")).hasLineCount(3);
    }

    @Test
    void bringsAFileThrough(@TempDir Path folder) throws Exception {
        // given
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            lines.append("line ").append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("lines"), lines);

        // when
        String report = weir("produce", "lines", "--file", file.toString(), "--output", "json");

        // then
        assertThat(report).contains("\"sent\":10000").contains("\"failed\":0");
        assertThat(weir("consume", "lines")).isEqualTo(lines.toString());
    }

    @Test
    void readsAsAGroupAndShowsItsLag() {
        // given
        send("1\n2\n3\n4\n5\n", "produce", "grouped");

        // then
        assertThat(weir("consume", "grouped", "--group", "readers", "-n", "2")).isEqualTo("1\n2\n");
        assertThat(weir("group", "describe", "readers", "--output", "json")).contains("\"lag\":3");
        assertThat(weir("group", "list")).contains("readers");
        assertThat(weir("consume", "grouped", "--group", "readers")).isEqualTo("3\n4\n5\n");
    }

    @Test
    void tellsTheLagOfGroupsThoseWithMostToReadFirst() {
        // given
        send("1\n2\n3\n4\n5\n", "produce", "lagging");
        weir("consume", "lagging", "--group", "lag-few", "-n", "4");
        weir("consume", "lagging", "--group", "lag-many", "-n", "1");

        // then
        String lag = weir("group", "lag", "lag-", "--topic", "lagging");
        assertThat(lag).containsSubsequence("lag-many", "4", "lagging-0", "lag-few", "1");
        assertThat(weir("group", "lag", "lag-", "--limit", "1", "--output", "json"))
                .contains("\"group\":\"lag-many\"", "\"lag\":4", "\"worstPartition\":\"lagging-0\"")
                .hasLineCount(1);
        assertThat(weir("group", "lag", "lag-", "--topic", "other")).doesNotContain("lag-many");
    }

    @Test
    void movesAGroupsOffsetsOnlyWhenToldTo() {
        // given
        send("1\n2\n3\n", "produce", "moved");
        weir("consume", "moved", "--group", "mover");

        // when, then it only shows
        assertThat(weir("group", "reset", "mover", "--topic", "moved", "--to", "earliest", "--output", "json"))
                .contains("\"from\":3", "\"to\":0", "\"executed\":false");
        assertThat(weir("group", "describe", "mover", "--output", "json")).contains("\"committed\":3");

        // when, then it does
        weir("group", "reset", "mover", "--topic", "moved", "--to", "-2", "--execute");
        assertThat(weir("consume", "moved", "--group", "mover")).isEqualTo("2\n3\n");
    }

    @Test
    void movesNothingOfAGroupThatHasMembers() {
        // given
        send("1\n", "produce", "busy");
        try (KafkaConsumer<String, String> consumer = member("workers", "busy")) {
            TestShell reset = TestShell.withoutInput();
            TestShell delete = TestShell.withoutInput();

            // when
            int resetCode = run(reset, "group", "reset", "workers", "--topic", "busy", "--to", "latest", "--execute");
            int deleteCode = run(delete, "group", "delete", "workers");

            // then
            assertThat(resetCode).isEqualTo(ExitCode.FAILURE);
            assertThat(reset.err()).contains("has members").contains("weir group describe workers");
            assertThat(deleteCode).isEqualTo(ExitCode.FAILURE);
            assertThat(delete.err()).contains("has members");
            assertThat(weir("group", "describe", "workers"))
                    .contains("Members:      1", "uniform", "Rebalance: ", " joined");
            assertThat(weir("group", "describe", "workers", "--output", "json")).contains("\"rebalances\":[\"");
            assertThat(consumer.assignment()).hasSize(1);
        }
        assertThat(weir("group", "delete", "workers")).isEqualTo("Deleted group workers.\n");
        TestShell again = TestShell.withoutInput();
        assertThat(run(again, "group", "delete", "workers")).isEqualTo(ExitCode.FAILURE);
        assertThat(again.err()).contains("does not exist");
    }

    @Test
    void showsAShareGroupAndItsLag() {
        // given
        send("1\n2\n3\n", "produce", "shared");
        try (KafkaShareConsumer<String, String> consumer = sharer("sharers", "shared")) {
            while (!weir("group", "list", "sharers").contains("Stable")) {
                consumer.poll(Duration.ofMillis(50));
            }
            send("4\n5\n", "produce", "shared");
            while (consumer.poll(Duration.ofMillis(50)).isEmpty()) {
                // Where the group begins is known once it has been assigned: later records may be the first.
                send("6\n", "produce", "shared");
            }

            // then
            assertThat(weir("group", "list", "sharers")).contains("Share");
            assertThat(weir("group", "describe", "sharers"))
                    .contains("Group:        sharers (share)", "Members:      1", "shared");
            assertThat(weir("group", "describe", "sharers", "--output", "json"))
                    .contains("\"type\":\"Share\"", "\"readers\":[");
            consumer.commitSync();
        }
        assertThat(weir("group", "lag", "sharers", "--output", "json")).contains("\"group\":\"sharers\"");
    }

    private KafkaShareConsumer<String, String> sharer(String group, String topic) {
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    @Test
    void watchesAGroupUntilInterrupted() throws InterruptedException {
        // given
        send("1\n", "produce", "watched");
        weir("consume", "watched", "--group", "watchers");
        TestShell shell = TestShell.withoutInput();

        // when it has been shown, and is shown again
        Thread watch = Thread.ofPlatform().start(() -> run(shell, "group", "describe", "watchers", "--watch", "1"));
        String shown = "";
        while (watch.isAlive() && shown.lastIndexOf("Group:") == shown.indexOf("Group:")) {
            Thread.onSpinWait();
            shown = shell.out();
        }
        watch.interrupt();
        watch.join();

        // then
        assertThat(shell.out()).containsSubsequence("Group:        watchers", "Group:        watchers");
    }

    @Test
    void showsWhoHoldsReadersBackAndEndsIt() {
        // given
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrap(), "transactional.id", "slow", "client.id", "producer-of-it");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            weir("topic", "create", "held", "-p", "1");
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>("held", "pending"));
            producer.flush();

            // then
            assertThat(weir("txn", "list", "slow")).contains("slow").contains("Ongoing");
            assertThat(weir("txn", "describe", "slow")).contains("held-0");
            assertThat(weir("txn", "hanging", "held")).isEmpty();
            assertThat(weir("txn", "hanging", "held", "--all"))
                    .contains("slow")
                    .contains("producer-of-it")
                    .containsPattern("127\\.0\\.0\\.1:[0-9]+");
            assertThat(weir("txn", "describe", "slow")).containsPattern("producer-of-it at 127\\.0\\.0\\.1:[0-9]+");
            assertThat(weir("txn", "abort", "held", "0", "--from-offset", "0", "--force"))
                    .contains("Aborted the transaction");
            assertThat(weir("txn", "hanging", "held", "--all")).isEmpty();
        }
    }

    /** The coordinator has lost what it knew of the transaction, so nobody will ever end it. */
    @Test
    void showsATransactionThatHangsAndEndsIt(@TempDir Path folder) throws IOException {
        // given
        Map<String, String> settings = Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "log.dirs", folder.toString(),
                "transaction.state.log.num.partitions", "1");
        try (RunningBroker before = RunningBroker.start(settings)) {
            assertThat(weirAt(before, "topic", "create", "lost", "-p", "1")).contains("Created");
            KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", before.bootstrap(), "transactional.id", "gone"),
                    new StringSerializer(),
                    new StringSerializer());
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>("lost", "pending"));
            producer.flush();
            // Without a wait it does not abort.
            producer.close(Duration.ZERO);
        }
        delete(folder.resolve("__transaction_state-0"));

        // then
        try (RunningBroker after = RunningBroker.start(settings)) {
            assertThat(weirAt(after, "txn", "hanging", "lost")).contains("lost");
            assertThat(weirAt(after, "txn", "abort", "lost", "0", "--from-offset", "0"))
                    .contains("Aborted the transaction");
            assertThat(weirAt(after, "txn", "hanging", "lost")).isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String weirAt(RunningBroker other, String... words) {
        TestShell shell = TestShell.withoutInput();
        int exitCode = Weir.run(
                shell.shell(),
                Stream.concat(Stream.of(words), Stream.of("-b", other.bootstrap()))
                        .toArray(String[]::new));
        assertThat(exitCode).as(() -> shell.err()).isEqualTo(ExitCode.OK);
        return shell.out();
    }

    /** A member of the consumer protocol that has its partition. */
    @Test
    void namesWhoHoldsAGroupUpAndWhatNobodyReads() {
        // given a member that has what there was, and a partition more than that
        weir("topic", "create", "awaited");
        try (KafkaConsumer<String, String> first = classicMember("holders", "awaited")) {
            while (first.assignment().isEmpty()) {
                first.poll(Duration.ofMillis(100));
            }
            int before = first.assignment().size();
            weir("topic", "alter", "awaited", "--partitions", Integer.toString(before + 1));

            // when nobody has heard of the new partition
            String unread = weir("group", "describe", "holders");

            // then
            assertThat(unread).contains("Read by nobody: awaited-" + before).doesNotContain("Waits for: ");
            assertThat(unread).contains("not counting " + (before + 1) + " partition");

            // when another member comes, and the first does nothing
            try (KafkaConsumer<String, String> second = classicMember("holders", "awaited")) {
                String waiting = unread;
                while (!waiting.contains("PreparingRebalance")) {
                    second.poll(Duration.ofMillis(100));
                    waiting = weir("group", "describe", "holders");
                }

                // then
                assertThat(waiting)
                        .contains("Waits for: member " + first.groupMetadata().memberId()
                                + " at /127.0.0.1 to join again");
                assertThat(weir("group", "describe", "holders", "--output", "json"))
                        .contains("\"waitsFor\":\"member ");
            }
        }
    }

    private KafkaConsumer<String, String> classicMember(String group, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "group.id", group, "group.protocol", "classic"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private KafkaConsumer<String, String> member(String group, String topic) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "group.id", group, "group.protocol", "consumer"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        while (consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ofMillis(100));
        }
        return consumer;
    }

    @Test
    void namesSimilarTopics() {
        // given
        weir("topic", "create", "shipments");
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = run(shell, "consume", "shipmnets");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("Did you mean: shipments?").hasLineCount(1);
    }

    @Test
    void namesAConfigThatCannotBeDeletedBecauseThereIsNone() {
        // given
        weir("topic", "create", "kept");
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = run(shell, "topic", "alter", "kept", "--delete-config", "retention.sm");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err())
                .contains("retention.sm")
                .contains("retention.ms")
                .hasLineCount(1);
    }

    private String weir(String... words) {
        return send("", words);
    }

    private String send(String input, String... words) {
        TestShell shell = TestShell.withInput(input);
        assertThat(run(shell, words)).as(() -> shell.err()).isEqualTo(ExitCode.OK);
        return shell.out();
    }

    private int run(TestShell shell, String... words) {
        return Weir.run(
                shell.shell(),
                Stream.concat(Stream.of(words), Stream.of("-b", broker.bootstrap()))
                        .toArray(String[]::new));
    }
}
