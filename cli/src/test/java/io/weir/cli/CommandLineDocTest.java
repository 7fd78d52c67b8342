package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/command-line.md says of the commands is so. */
final class CommandLineDocTest {

    private static final Pattern COMMAND = Pattern.compile("`weir ([a-z-]+(?: [a-z-]+)?)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(kafka-[a-z0-9-]+)` \\| (.+) \\|$");

    /** All of Kafka's tools (its folder bin), but for those that start others: Connect, Trogdor, run-class. */
    private static final List<String> TOOLS = List.of(
            "kafka-acls",
            "kafka-broker-api-versions",
            "kafka-client-metrics",
            "kafka-cluster",
            "kafka-configs",
            "kafka-console-consumer",
            "kafka-console-producer",
            "kafka-console-share-consumer",
            "kafka-consumer-groups",
            "kafka-consumer-perf-test",
            "kafka-delegation-tokens",
            "kafka-delete-records",
            "kafka-dump-log",
            "kafka-e2e-latency",
            "kafka-features",
            "kafka-get-offsets",
            "kafka-groups",
            "kafka-jmx",
            "kafka-leader-election",
            "kafka-log-dirs",
            "kafka-metadata-quorum",
            "kafka-metadata-shell",
            "kafka-producer-perf-test",
            "kafka-reassign-partitions",
            "kafka-replica-verification",
            "kafka-server-start",
            "kafka-server-stop",
            "kafka-share-consumer-perf-test",
            "kafka-share-groups",
            "kafka-storage",
            "kafka-streams-application-reset",
            "kafka-streams-groups",
            "kafka-topics",
            "kafka-transactions",
            "kafka-verifiable-consumer",
            "kafka-verifiable-producer",
            "kafka-verifiable-share-consumer");

    private final String page = page();

    private static String page() {
        try {
            return Files.readString(Path.of("..", "docs", "command-line.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesOnlyCommandsThatExist() {
        // when
        List<String> named = COMMAND.matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        // then
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(Commands.all())
                        .as("weir " + command)
                        .anyMatch(known -> command.equals(known) || command.startsWith(known + " ")));
    }

    @Test
    void hasACounterpartForEachOfKafkasTools() {
        // when
        List<MatchResult> rows = ROW.matcher(page).results().toList();

        // then
        assertThat(rows).extracting(row -> row.group(1)).containsExactlyElementsOf(TOOLS);
        assertThat(rows)
                .extracting(row -> row.group(2))
                .allSatisfy(counterpart -> assertThat(counterpart).contains("`weir "));
    }

    /** Nobody finds a command that stands in no table. */
    @Test
    void namesEveryCommand() {
        assertThat(Commands.all()).allSatisfy(command -> assertThat(page).contains("`weir " + command));
    }
}
