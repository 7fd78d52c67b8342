package io.weir.cli.group;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.group.InsightReader.Insight;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group describe}. */
@Command(
        name = "describe",
        description = "Show a group's state, members, committed offsets and lag.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir group describe billing",
            "  weir group describe billing shipping --output json",
            "  weir group describe billing --watch"
        })
final class GroupDescribeCommand implements Callable<Integer> {

    private static final int REBALANCES_SHOWN = 3;

    private final Shell shell;

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "Which groups.")
    private List<String> names = List.of();

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "2",
            description = "Show it again every so many seconds (default: 2) until interrupted.")
    private int watchSeconds;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    /** Who asks, by kind of group. */
    private record Readers(
            GroupReader others, StreamsGroupReader streams, ShareGroupReader shares, InsightReader insights) {}

    GroupDescribeCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            Readers readers = new Readers(
                    new GroupReader(admin),
                    new StreamsGroupReader(admin),
                    new ShareGroupReader(admin),
                    new InsightReader(admin));
            int exitCode = describe(readers);
            while (watchSeconds > 0 && pause()) {
                shell.out().text(output.structured() ? "" : "\n" + Instants.format(System.currentTimeMillis()) + "\n");
                exitCode = describe(readers);
            }
            return exitCode;
        }
    }

    private boolean pause() {
        shell.out().flush();
        try {
            Thread.sleep(Duration.ofSeconds(watchSeconds));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int describe(Readers readers) {
        int exitCode = ExitCode.OK;
        boolean first = true;
        for (String name : names) {
            try {
                describe(name, readers, first);
                first = false;
            } catch (RuntimeException e) {
                if (names.size() == 1) {
                    throw e;
                }
                shell.problem(Failures.explain(e));
                exitCode = ExitCode.FAILURE;
            }
        }
        return exitCode;
    }

    private void describe(String name, Readers readers, boolean isFirst) {
        Insight insight = readers.insights.read(name);
        Optional<ShareGroupView> share = readers.shares.find(name);
        // Asked before anything is printed: where none of the others is found, the last says what is wrong.
        Optional<GroupView> group = share.isPresent()
                ? Optional.empty()
                : readers.streams.find(name).or(() -> Optional.of(readers.others.read(name, insight.topics())));
        if (output.structured()) {
            share.ifPresent(view -> new ShareGroupPrinter(shell).json(view, insight));
            group.ifPresent(view -> new GroupPrinter(shell).json(view, insight));
        } else {
            shell.out().text(isFirst ? "" : "\n");
            share.ifPresent(new ShareGroupPrinter(shell)::text);
            group.ifPresent(new GroupPrinter(shell)::text);
            if (!insight.waitsFor().isEmpty()) {
                shell.out().line("Waits for: " + insight.waitsFor());
            }
            insight.rebalances().stream()
                    .limit(REBALANCES_SHOWN)
                    .forEach(line -> shell.out().line("Rebalance: " + line));
        }
    }
}
