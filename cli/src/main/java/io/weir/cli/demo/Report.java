package io.weir.cli.demo;

import io.weir.cli.stats.Latencies;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.List;
import java.util.Locale;

/** Prints a result: the tables that the demo ends with, and what failed. */
final class Report {

    private final DemoResult result;
    private final Shell shell;

    Report(DemoResult result, Shell shell) {
        this.result = result;
        this.shell = shell;
    }

    void print() {
        shell.out().line("");
        result.highlights().forEach(shell.out()::line);
        shell.out().line("");
        effects().print(shell);
        shell.out().line("");
        speed().print(shell);
        explainSpeed();
        shell.out().line("");
        verdict();
        shell.out().flush();
    }

    private Table effects() {
        Table table = new Table(
                Column.text("GROUP"),
                Column.number("EVENTS IN"),
                Column.number("EVENTS OUT"),
                Column.number("REDELIVERED"),
                Column.text("EXACTLY ONCE"),
                Column.text("IN ORDER"),
                Column.text("RESULT"),
                Column.number("LAG"));
        for (GroupResult group : result.groups()) {
            GroupResult.Verdict verdict = group.verdict();
            table.row(
                    group.name(),
                    count(result.published().events()),
                    count(group.applied()),
                    count(group.redelivered()),
                    verdict.exactlyOnce().held() ? "yes" : "NO",
                    verdict.inOrder().held() ? "yes" : "NO",
                    verdict.state().held() ? "right" : "WRONG",
                    count(group.lag()));
        }
        return table;
    }

    private Table speed() {
        Table table = new Table(
                Column.text("LATENCY AT " + count(pace().perSecond()) + "/S"),
                Column.number("P50 MS"),
                Column.number("P95 MS"),
                Column.number("P99 MS"),
                Column.number("MAX MS"),
                Column.number("FULL SPEED"));
        table.row("published", "", "", "", "", count(result.published().fullSpeedPerSecond()) + "/s");
        for (GroupResult group : result.groups()) {
            Latencies.Summary latency = group.timing().latency();
            table.row(
                    group.name(),
                    millis(latency.p50()),
                    millis(latency.p95()),
                    millis(latency.p99()),
                    millis(latency.max()),
                    count(group.timing().fullSpeedPerSecond()) + "/s");
        }
        return table;
    }

    private void explainSpeed() {
        shell.out()
                .line("Latency: from when an event was due to its effect, after " + pace().warmUpSeconds()
                        + " s of warm-up.");
        result.takeoverNanos()
                .ifPresent(nanos -> shell.out()
                        .line(String.format(
                                Locale.ROOT,
                                "totals waited %.1f s until the lost member's partitions had a new owner"
                                        + " (session timeout %d s).",
                                nanos / 1e9,
                                Clients.SESSION_TIMEOUT_MS / 1000)));
    }

    private void verdict() {
        List<Check> checks = result.checks();
        List<Check> failed = checks.stream().filter(check -> !check.held()).toList();
        String seconds = String.format(Locale.ROOT, "%.1f s", result.elapsed().toMillis() / 1e3);
        if (failed.isEmpty()) {
            shell.out().line("All " + checks.size() + " checks held, in " + seconds + ".");
        } else {
            shell.out().line(failed.size() + " of " + checks.size() + " checks FAILED, in " + seconds + ":");
            failed.forEach(check -> shell.out().line("  " + check.name() + ": " + check.detail()));
        }
    }

    private Pace pace() {
        return result.published().pace();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e6);
    }
}
