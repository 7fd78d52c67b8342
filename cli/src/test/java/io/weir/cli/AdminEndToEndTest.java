package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.serve.RunningBroker;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look after a cluster, against a real broker in this process. */
@TestInstance(Lifecycle.PER_CLASS)
final class AdminEndToEndTest {

    private final Path folder;
    private final Path other;
    private final RunningBroker broker;

    AdminEndToEndTest(@TempDir Path folder) {
        this.folder = folder.resolve("one");
        this.other = folder.resolve("two");
        broker = RunningBroker.start(Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "log.dirs", this.folder + "," + other,
                "group.initial.rebalance.delay.ms", "0"));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void showsSetsAndUnsetsConfigs() {
        // given
        weir("topic", "create", "set");

        // when, then
        assertThat(weir("config", "set", "topic/set", "retention.ms=7200000", "cleanup.policy=compact"))
                .contains("Set retention.ms=7200000 for topic/set.");
        assertThat(weir("config", "get", "topic/set")).contains("retention.ms").contains("7200000");
        assertThat(weir("config", "get", "topic/set", "retention.ms", "--explain", "--output", "json"))
                .contains("\"config\":\"retention.ms\",\"value\":\"7200000\",\"setBy\":\"topic\",\"meaning\":\"");
        assertThat(weir("config", "set", "topic/set", "cleanup.policy=delete", "--append"))
                .contains("Set ");
        assertThat(weir("config", "get", "topic/set", "cleanup.policy")).contains("compact,delete");
        assertThat(weir("config", "unset", "topic/set", "retention.ms"))
                .isEqualTo("Took retention.ms of topic/set away.\n");
        assertThat(weir("config", "get", "topic/set")).doesNotContain("retention.ms");
        assertThat(weir("config", "get", "topic/set", "--all")).contains("retention.ms");
        assertThat(weir("config", "list", "set")).contains("topic/set");
    }

    @Test
    void changesConfigsOfAllBrokersAndOfGroups() {
        assertThat(weir("config", "set", "broker/default", "log.retention.ms=86400000", "--dry-run"))
                .isEqualTo("Could set log.retention.ms=86400000 for broker/default.\n");
        assertThat(weir("config", "set", "group/billing", "consumer.session.timeout.ms=50000"))
                .contains("for group/billing");
        assertThat(weir("config", "get", "group/billing")).contains("50000").contains("group");
    }

    @Test
    void subscribesToWhatClientsTellOfThemselves() {
        // when, then
        assertThat(weir("config", "set", "metrics/producers", "metrics=x.,y.", "match=client_id=a.*"))
                .contains("Set match=client_id=a.* for metrics/producers.");
        assertThat(weir("config", "list", "metrics/")).contains("metrics/producers");
        assertThat(weir("config", "get", "metrics/producers")).contains("x.,y.").doesNotContain("interval.ms");
        assertThat(weir("config", "get", "metrics/producers", "--all")).contains("300000");
        weir("config", "unset", "metrics/producers", "metrics", "match");
        assertThat(weir("config", "list", "metrics/")).doesNotContain("producers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "config set metrics/m interval=1|Did you mean: interval.ms",
                "config set metrics/m interval.ms=1|interval.ms",
                "config get topic/nowhere|topic 'nowhere' does not exist",
                "config unset broker/1 log.retention.huors|Did you mean: log.retention.hours,",
                "config set broker/default log.retention.huors=1|Did you mean: log.retention.hours,",
                "config get broker/77|there is no broker 77; there is 1",
                "config set logger/1 root=LOUD|'LOUD' is no log level; there are FATAL, ERROR, WARN",
                "config unset logger/1 root|no logger is above the root logger",
                "config set logger/1 io.wier=DEBUG|Did you mean: io.weir",
                "config set logger/1 root=INFO --append|can be set and taken away, nothing else",
                "broker describe 77|there is no broker 77",
                "topic offsets nowhere|topic 'nowhere' does not exist",
                "records delete nowhere --all|topic 'nowhere' does not exist",
                "partition list nowhere|topic 'nowhere' does not exist",
                "partition elect nowhere-0|topic 'nowhere' does not exist",
                "partition reassign nowhere-0=1|topic 'nowhere' does not exist",
                "log move nowhere-0 --broker 1 --to /none|broker 1 has no folder /none",
                "feature set transaction.verison=1|Did you mean: transaction.version?",
                "quorum remove 9|node 9 has no vote",
                "group export nobody|group 'nobody' does not exist",
                "group forget nobody --topic t|group 'nobody' does not exist",
                "group kick nobody --all|group 'nobody' does not exist",
                "txn end nobody|there is no transactional id 'nobody'",
                "txn producers nowhere-0|topic 'nowhere' does not exist",
                "streams reset app --input-topic nowhere|topic 'nowhere' does not exist"
            })
    void refusesInOneLine(String line, String reason) {
        // given
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = run(shell, line.split(" "));

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).startsWith("weir: ").contains(reason).hasLineCount(1);
        assertThat(shell.out()).isEmpty();
    }

    /** A broker without security says so; the command is no worse for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acl list",
                "acl add topic/t --principal User:a --operation read",
                "acl remove topic/t --principal User:a --operation read",
                "user list",
                "user delete a",
                "quota list",
                "quota set user/a producer_byte_rate=1",
                "quota unset user/a producer_byte_rate",
                "token list",
                "token create"
            })
    void saysWhatTheBrokerDoesNotOffer(String line) {
        // given
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = run(shell, line.split(" "));

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).startsWith("weir: ").hasLineCount(1).doesNotContain("--debug");
    }

    @Test
    void tellsOfBrokers() {
        assertThat(weir("broker", "list")).contains("controller").contains("127.0.0.1:");
        assertThat(weir("broker", "describe", "1")).contains(folder.toString()).contains("log.dirs=");
        assertThat(weir("broker", "describe", "1", "--output", "yaml")).startsWith("- broker: 1\n");
        assertThat(weir("broker", "api-versions", "1", "--output", "json"))
                .contains("{\"broker\":1,\"key\":0,\"request\":\"PRODUCE\",\"lowest\":");
        assertThat(weir("quorum", "status")).contains("leader").contains("Leader 1");
        assertThat(weir("feature", "list")).contains("transaction.version");
        assertThat(weir("feature", "set", "transaction.version=2", "--dry-run"))
                .isEqualTo("transaction.version could be at level 2.\n");
    }

    @Test
    void changesLogLevelsOfARunningBroker() {
        // when: a level that no other test gives to what it inherits from
        String set = weir("config", "set", "logger/1", "io.weir.broker.handlers=TRACE");

        // then
        assertThat(set).isEqualTo("Set io.weir.broker.handlers=TRACE for logger/1.\n");
        assertThat(weir("config", "get", "logger/1", "io.weir.broker.handlers", "--output", "json"))
                .isEqualTo("{\"config\":\"io.weir.broker.handlers\",\"value\":\"TRACE\",\"setBy\":\"logger\"}\n");
        assertThat(weir("config", "unset", "logger/1", "io.weir.broker.handlers"))
                .contains("Took");
        assertThat(weir("config", "get", "logger/1", "io.weir.broker.handlers")).doesNotContain("TRACE");
    }

    @Test
    void tellsOfPartitionsAndMovesThemBetweenFolders() {
        // given
        weir("topic", "create", "moved");
        send("a\nb\n", "produce", "moved");
        String target = weir("log", "dirs", "--topic", "moved").contains(folder.toString())
                ? other.toString()
                : folder.toString();

        // when
        assertThat(weir("log", "move", "moved-0", "--broker", "1", "--to", target))
                .contains("moved-0 moves to " + target);

        // then
        String replicas = weir("partition", "replicas", "moved", "--output", "json");
        while (!replicas.contains("\"folder\":\"" + target)) {
            replicas = weir("partition", "replicas", "moved", "--output", "json");
        }
        assertThat(replicas).contains("\"behind\":0");
        assertThat(weir("partition", "list", "moved")).contains("moved").contains("1");
        assertThat(weir("partition", "list", "--offline")).isEmpty();
        assertThat(weir("partition", "elect", "--all")).isEmpty();
        assertThat(weir("partition", "moves")).isEmpty();
        assertThat(weir("log", "dirs", "--output", "json")).contains("\"freeBytes\":");
    }

    @Test
    void deletesRecordsAndTellsOffsets() {
        // given
        weir("topic", "create", "trimmed");
        send("a\nb\nc\n", "produce", "trimmed", "--timestamp", "1000");

        // when
        String deleted = weir("records", "delete", "trimmed", "--before-offset", "2");

        // then
        assertThat(deleted).isEqualTo("trimmed-0 begins at offset 2 now.\n");
        assertThat(weir("topic", "offsets", "trimmed", "--output", "json"))
                .isEqualTo("{\"topic\":\"trimmed\",\"partition\":0,\"firstOffset\":2,\"nextOffset\":3,\"count\":1}\n");
        assertThat(weir("topic", "offsets", "trimmed", "--at", "newest")).contains("1970-01-01T00:00:01Z");
        assertThat(weir("records", "delete", "trimmed", "--all")).contains("begins at offset 3");
    }

    @Test
    void savesForgetsAndRestoresOffsetsOfAGroup() {
        // given
        weir("topic", "create", "saved");
        send("a\nb\n", "produce", "saved");
        weir("consume", "saved", "--group", "saver", "--count", "2");

        // when
        String saved = weir("group", "export", "saver");
        String forgotten = weir("group", "forget", "saver", "--topic", "saved");
        String restored = send(saved, "group", "import", "saver");

        // then
        assertThat(saved).isEqualTo("saved,0,2\n");
        assertThat(weir("group", "export", "saver", "--output", "json"))
                .isEqualTo("{\"topic\":\"saved\",\"partition\":0,\"offset\":2}\n");
        assertThat(forgotten).contains("no offsets of saved any more");
        assertThat(restored).contains("offsets of 1 partitions");
        assertThat(weir("group", "export", "saver")).isEqualTo(saved);
    }

    @Test
    void tellsProgramsOfTheClusterAndItsPlan() {
        // when
        String status = weir("cluster", "status", "--output", "json");
        String plan = weir("cluster", "rebalance", "--output", "json");
        String yaml = weir("cluster", "rebalance", "--dry-run", "--output", "yaml");

        // then
        assertThat(status)
                .startsWith("{\"brokers\":[{\"broker\":1,\"address\":\"" + broker.bootstrap() + "\",\"rack\":null,"
                        + "\"state\":\"controller\"")
                .contains("\"withoutLeader\":0,\"notAllInSync\":0,\"moving\":[]}")
                .hasLineCount(1);
        assertThat(plan).isEqualTo("{\"moves\":[],\"copies\":0,\"done\":true}\n");
        assertThat(yaml).isEqualTo("- moves: []\n  copies: 0\n  done: true\n");
    }

    @Test
    void findsOutWhatAGroupLeavesOut() {
        // given a group that has read a partition of a topic, and whose member reads something else
        weir("topic", "create", "half", "--partitions", "2");
        weir("topic", "create", "other");
        send("a\n", "produce", "half", "--partition", "0");
        send("b\n", "produce", "half", "--partition", "1");
        send("half,0,1\n", "group", "import", "halves");
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "group.id", "halves"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of("other"));
            while (member.assignment().isEmpty()) {
                var _ = member.poll(Duration.ofMillis(100));
            }

            // when
            TestShell shell = TestShell.withoutInput();
            int _ = run(shell, "doctor");

            // then
            assertThat(shell.out())
                    .contains("group halves leaves out half-1: there are records")
                    .doesNotContain("half-0");
        }
    }

    @Test
    void putsAStreamsApplicationBack() {
        // given
        weir("topic", "create", "lines");
        weir("topic", "create", "counter-store-changelog");
        send("a\nb\n", "produce", "lines");
        send("lines,0,2\n", "group", "import", "counter");

        // when
        String shown = weir("streams", "reset", "counter", "--input-topic", "lines");
        String before = weir("group", "export", "counter");
        weir("streams", "reset", "counter", "--input-topic", "lines", "--execute");

        // then
        assertThat(shown).contains("counter-store-changelog").contains("lines-0");
        assertThat(before).isEqualTo("lines,0,2\n");
        assertThat(weir("group", "export", "counter")).isEqualTo("lines,0,0\n");
        assertThat(weir("topic", "list")).doesNotContain("counter-store-changelog");
    }

    @Test
    void asksAPersonBeforeItDeletes() {
        // given
        weir("topic", "create", "precious");
        TestShell person = TestShell.withPerson("\n");

        // when
        int exitCode = run(person, "topic", "delete", "precious");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(person.err())
                .contains("Delete precious with everything in it? [y/N]")
                .contains("nothing was done");
        assertThat(weir("topic", "list")).contains("precious");
    }

    @Test
    void benchesAndFindsEveryRecordOnce() {
        // when
        String report = weir("bench", "--records", "2000", "--rate", "20000", "--output", "json");

        // then
        assertThat(report)
                .contains("\"records\":2000,\"failed\":0")
                .contains("\"missing\":0,\"twice\":0")
                .contains("\"p99\":");
        assertThat(weir("topic", "list")).doesNotContain("weir-bench-");
    }

    @Test
    void looksAtAClusterThatIsWell() {
        // when
        TestShell shell = TestShell.withoutInput();
        int _ = run(shell, "doctor", "--output", "json");

        // then, whatever the disk of this machine is like
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).doesNotContain("without a leader").doesNotContain("min.insync.replicas");
    }

    @Test
    void readsAsAMemberOfAShareGroupAndPutsItBack() {
        // given
        weir("topic", "create", "jobs");
        weir("config", "set", "group/workers", "share.auto.offset.reset=earliest");
        send("a\nb\nc\n", "produce", "jobs");

        // when the first two are read, the third goes back
        String first = weir("consume", "jobs", "--group", "workers", "--share", "--count", "2", "--timeout", "60");
        String third = weir(
                "consume", "jobs", "-g", "workers", "--share", "--count", "1", "--timeout", "60", "--output", "json");
        String reset = weir("group", "reset", "workers", "--topic", "jobs", "--to", "earliest", "--output", "json");

        // then
        assertThat(first).isEqualTo("a\nb\n");
        assertThat(third).contains("\"value\":\"c\"").contains("\"offset\":2").contains("\"deliveryCount\":");
        // What is written down of where the group begins may trail what it has accepted.
        assertThat(reset).containsPattern("\"partition\":0,\"from\":[23],\"to\":0,\"executed\":false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--group g --partition 0", "--group g --from-beginning"})
    void saysWhatAShareGroupCannotDo(String options) {
        // given
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = run(shell, ("consume any --share " + options).strip().split(" "));

        // then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--share wants --group").hasLineCount(1);
    }

    @Test
    void picturesWhatHappens() {
        // given
        weir("topic", "create", "pictured");
        send("a\nb\n", "produce", "pictured");
        weir("consume", "pictured", "--group", "watcher", "--count", "1");

        // when
        String picture = weir("top", "--once", "--interval", "0.1", "--limit", "100");
        String frame = weir("top", "--once", "--interval", "0.1", "--limit", "100", "--output", "json");

        // then
        assertThat(picture)
                .containsSubsequence("TOPIC", "pictured", "HOT PARTITION", "GROUP", "watcher", "BROKER")
                .doesNotContain("\u001b");
        assertThat(frame)
                .contains("{\"topic\":\"pictured\",\"recordsPerSecond\":0.0,\"partitions\":1}")
                .contains("{\"group\":\"watcher\",\"state\":\"Empty\",\"lag\":1,")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"bash,complete -F", "zsh,bashcompinit", "fish,__fish_seen_subcommand_from topic; and"})
    void printsScriptsThatComplete(String kind, String part) {
        // given
        TestShell shell = TestShell.withoutInput();

        // when
        int exitCode = Weir.run(shell.shell(), "completion", kind);

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains(part).contains("under-replicated");
    }

    @Test
    void failsToConsumeOntoAFullDisk() {
        // given
        weir("topic", "create", "full");
        send("a\n", "produce", "full");
        TestShell disk = TestShell.withFullDisk();

        // when
        int exitCode = run(disk, "consume", "full");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(disk.err()).contains("No space left on device").hasLineCount(1);
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
