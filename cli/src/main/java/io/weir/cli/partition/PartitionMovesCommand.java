package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir partition moves}. */
@Command(
        name = "moves",
        description = "List the partitions that are on their way to other brokers.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir partition moves", "  weir partition moves --output json"})
final class PartitionMovesCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    PartitionMovesCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.text("REPLICAS"),
                Column.text("NEW"),
                Column.text("LEAVING"));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.listPartitionReassignments().reassignments()).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(
                            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition)))
                    .forEach(move -> listing.row(
                            move.getKey().topic(),
                            move.getKey().partition(),
                            move.getValue().replicas(),
                            move.getValue().addingReplicas(),
                            move.getValue().removingReplicas()));
        }
        listing.print(shell, output, "Nothing moves.");
        return ExitCode.OK;
    }
}
