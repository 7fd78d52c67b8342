package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.serve.RunningBroker;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
