package io.weir.cli.partition;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir partition list}. */
@Command(
        name = "list",
        description = "List partitions with their leader and replicas: all of them, or those in trouble.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir partition list orders",
            "  weir partition list --under-replicated",
            "  weir partition list --offline --output json"
        })
final class PartitionListCommand implements Callable<Integer> {

    /** Which are shown; all where nothing is said. */
    static final class Filter {

        @Option(names = "--offline", description = "Only those without a leader.")
        private boolean offline;

        @Option(names = "--under-replicated", description = "Only those whose replicas are not all in sync.")
        private boolean underReplicated;

        @Option(names = "--not-preferred", description = "Only those that another than their first replica leads.")
        private boolean notPreferred;

        boolean shows(TopicPartitionInfo partition) {
            if (offline) {
                return !isLed(partition);
            }
            if (underReplicated) {
                return partition.isr().size() < partition.replicas().size();
            }
            return !notPreferred
                    || !isLed(partition)
                    || partition.leader().id()
                            != partition.replicas().getFirst().id();
        }
    }

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "Of these topics (default: all).")
    private List<String> topics = List.of();

    @ArgGroup(exclusive = true)
    private Filter filter = new Filter();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    PartitionListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("LEADER"),
                Column.text("REPLICAS"),
                Column.text("IN SYNC"));
        try (Admin admin = client.connect().admin()) {
            Known.topics(admin, topics).values().stream()
                    .sorted(Comparator.comparing(TopicDescription::name))
                    .forEach(topic -> topic.partitions().stream()
                            .filter(filter::shows)
                            .forEach(partition -> listing.row(
                                    topic.name(),
                                    partition.partition(),
                                    isLed(partition) ? partition.leader().id() : Cell.UNKNOWN,
                                    Replicas.ids(partition.replicas()),
                                    Replicas.ids(partition.isr()))));
        }
        listing.print(shell, output, "There are no such partitions.");
        return ExitCode.OK;
    }

    private static boolean isLed(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }
}
