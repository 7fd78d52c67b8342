package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.TestShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WeirTest {

    private final TestShell shell = TestShell.withoutInput();

    @ParameterizedTest
    @MethodSource("io.weir.cli.Commands#all")
    void everyCommandHasHelpWithExamples(String command) {
        // when
        int exitCode = Weir.run(shell.shell(), (command + " --help").split(" "));

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .startsWith("Usage: weir " + command)
                .contains("Examples:")
                .contains("  weir " + command);
    }

    /** An example that the command itself would refuse misleads. */
    @ParameterizedTest
    @MethodSource("io.weir.cli.Commands#all")
    void everyExampleMakesSense(String command) {
        for (String example : Commands.examplesOf(command)) {
            assertThat(Commands.parses(example)).as(example).isTrue();
        }
    }

    @Test
    void saysItsVersion() {
        assertThat(Weir.run(shell.shell(), "--version")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).startsWith("weir ").contains("kafka-clients 4");
    }

    @Test
    void namesTheFlagThatMakesNoSense() {
        // when
        int exitCode = Weir.run(shell.shell(), "produce", "topic", "--acks", "2");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .contains("--acks")
                .contains("'2' is none of 0, 1 and all")
                .hasLineCount(1);
    }

    @Test
    void refusesToDeleteWhatTheBrokerKeepsForItself() {
        // when
        int exitCode = Weir.run(shell.shell(), "topic", "delete", "mine", "__consumer_offsets");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err()).contains("__consumer_offsets").contains("--yes").hasLineCount(1);
    }

    @Test
    void failsWhenTheOutputCannotBeWritten() {
        // given
        TestShell full = TestShell.withFullDisk();

        // when
        int exitCode = Weir.run(full.shell(), "--version");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(full.err())
                .contains("standard output cannot be written: No space left on device")
                .hasLineCount(1);
    }

    @Test
    void showsTheCommandsWhenNoneIsGiven() {
        assertThat(Weir.run(shell.shell())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("Commands:").contains("consume");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(Weir.run(shell.shell(), "prodcue")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("produce").contains("weir --help").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consume",
                "consume t --nonsense",
                "consume t --count many",
                "consume t --from-beginning --offset 3",
                "consume t --offset middle",
                "consume t --group g --offset 3",
                "consume t --group g --partition 3",
                "consume t --timeout 0",
                "consume t --format %z",
                "consume t --format %v --output json",
                "produce t --compression zip",
                "produce t --header nothing",
                "produce t --partition -1",
                "topic alter t",
                "topic list -b nowhere",
                "log dump",
                "log dump d --from 5 --to 4",
                "log dump d --from now",
                "log verify",
                "serve --port 70000",
                "topic list --request-timeout 0",
                "topic list --request-timeout 99999999",
                "consume t --count 0",
                "group lag --limit -1",
                "records delete t --before-offset -1",
                "token create --max-life-hours 9000000000000000",
                "token expire --hours -1",
                "bench --size 2000000000",
                "cluster start --brokers 2147483647 --port 2147483647 --data no/such/folder",
                "quorum add 2 --directory-id AAAAAAAAAAAAAAAAAAAAAQ --at C://h:99999"
            })
    void refusesACommandLineThatMakesNoSense(String line) {
        // when
        int exitCode = Weir.run(shell.shell(), line.split(" "));

        // then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).startsWith("weir: ").hasLineCount(1);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void asksWhetherABrokerRunsWhereNobodyListens() throws IOException {
        // given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        // when
        int exitCode = Weir.run(shell.shell(), "topic", "list", "-b", "127.0.0.1:" + closed);

        // then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err())
                .hasLineCount(1)
                .contains("127.0.0.1:" + closed + " (connection refused)")
                .contains("./weir serve");
    }

    /** Whatever the command is for: a broker that is not there, and settings that cannot be read. */
    @ParameterizedTest
    @MethodSource("io.weir.cli.Commands#clients")
    void everyClientSaysInOneLineWhyItCannotAsk(String command) throws IOException {
        // given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        List<String> example =
                Commands.withoutTarget(Commands.examplesOf(command).getFirst());
        List<List<String>> wrong = List.of(
                List.of("-b", "127.0.0.1:" + closed),
                List.of("-b", "no-such-host.invalid:9092"),
                List.of("-b", "127.0.0.1:" + closed, "--client-config", "/no/such/file"),
                List.of("-b", "127.0.0.1:" + closed, "--client-config", "/"),
                List.of("-b", "127.0.0.1:" + closed, "--profile", "no-such-profile"));

        for (List<String> options : wrong) {
            // when
            TestShell each = TestShell.withoutInput();
            int exitCode = Weir.run(
                    each.shell(),
                    Stream.concat(example.stream(), options.stream()).toArray(String[]::new));

            // then
            assertThat(each.err())
                    .as(example + " " + options)
                    .startsWith("weir: ")
                    .hasLineCount(1);
            assertThat(each.err())
                    .as(example + " " + options)
                    .doesNotContain("Exception")
                    .doesNotContain("--debug");
            assertThat(exitCode).as(example + " " + options).isEqualTo(ExitCode.FAILURE);
            assertThat(each.out()).as(example + " " + options).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"always,true", "ALWAYS,true", "never,false", "auto,false"})
    void colorsWhatIsPrintedWhenItIsTold(String when, boolean colors) {
        // when
        int exitCode = Weir.run(shell.shell(), "--color", when, "--help");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.shell().out().isColored()).isEqualTo(colors);
    }

    @Test
    void neverColorsWhereItIsTold() {
        // given a terminal
        shell.shell().out().colored(true);

        // when
        int exitCode = Weir.run(shell.shell(), "topic", "--help", "--color", "never");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(shell.shell().out().isColored()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithAnOptionOfAllCommands() {
        assertThat(Weir.run(shell.shell(), "--color", "sometimes", "topic", "list"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .startsWith("weir: ")
                .contains("--color")
                .contains("sometimes")
                .hasLineCount(1);
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThat(Weir.run(shell.shell(), "produce", "t", "--file", "/no/such/file"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shell.err())
                .contains("/no/such/file")
                .contains("no such file")
                .hasLineCount(1);
    }
}
