package io.weir.cli.topic;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir topic describe}. */
@Command(
        name = "describe",
        description =
                "Show a topic's partitions, leaders, replicas, offsets, sizes, and configs that differ from default.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir topic describe orders", "  weir topic describe orders customers --output json"})
final class TopicDescribeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Which topics.")
    private List<String> names = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicDescribeCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.OK;
        try (Admin admin = client.connect().admin()) {
            TopicReader reader = new TopicReader(admin);
            TopicPrinter printer = new TopicPrinter(shell);
            boolean first = true;
            for (String name : names) {
                try {
                    TopicView topic = reader.read(name);
                    if (output.structured()) {
                        printer.json(topic);
                    } else {
                        shell.out().text(first ? "" : "\n");
                        printer.text(topic);
                    }
                    first = false;
                } catch (RuntimeException e) {
                    if (names.size() == 1) {
                        throw e;
                    }
                    shell.problem(Failures.explain(e));
                    exitCode = ExitCode.FAILURE;
                }
            }
        }
        return exitCode;
    }
}
