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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of all commands, on a broker that has none of what they name: each succeeds, or says why not in words that are
 * meant for people.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class EveryExampleTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** They go on until somebody ends them, or take long. */
    private static final List<String> ENDLESS = List.of("--follow", "--watch", "top", "bench", "demo");

    private final RunningBroker broker;

    EveryExampleTest(@TempDir Path folder) {
        broker = RunningBroker.start(Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "log.dirs", folder.toString(),
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0"));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    static List<String> examples() {
        return Commands.clients().stream()
                .flatMap(command -> Commands.examplesOf(command).stream())
                .filter(example -> Commands.words(example).stream().noneMatch(ENDLESS::contains))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void saysWhatIsWrongInWordsForPeople(String example) {
        // given
        TestShell shell = TestShell.withoutInput();
        List<String> words = Commands.withoutTarget(example);

        // when
        int exitCode = Assertions.assertTimeoutPreemptively(
                LONGEST,
                () -> Weir.run(
                        shell.shell(),
                        Stream.concat(words.stream(), Stream.of("-b", broker.bootstrap(), "--request-timeout", "3"))
                                .toArray(String[]::new)));

        // then
        assertThat(exitCode).isIn(ExitCode.OK, ExitCode.FAILURE, ExitCode.USAGE);
        assertThat(shell.err())
                .doesNotContain("Exception")
                .doesNotContain("--debug")
                .doesNotContain("\tat ");
        if (exitCode != ExitCode.OK) {
            assertThat(shell.err() + shell.out()).isNotBlank();
        }
    }
}
