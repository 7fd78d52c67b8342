package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group lag}. */
@Command(
        name = "lag",
        description = "Tell how far groups are behind, those with the most to read first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir group lag",
            "  weir group lag billing",
            "  weir group lag --topic orders --limit 20",
            "  weir group lag --output json"
        })
final class GroupLagCommand implements Callable<Integer> {

    private static final Comparator<GroupLag> MOST_FIRST =
            Comparator.comparingLong(GroupLag::lag).reversed().thenComparing(GroupLag::group);

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only groups whose name contains it.")
    private String text = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Count only what is to be read of this topic.")
    private String topic = "";

    @Option(names = "--limit", paramLabel = "COUNT", description = "Show so many groups at most.")
    private long limit = Long.MAX_VALUE;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupLagCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.usage("--limit must be at least 1, not " + limit);
        }
        try (Admin admin = client.connect().admin()) {
            List<GroupListing> groups = Await.get(admin.listGroups().all()).stream()
                    .filter(group -> group.groupId().contains(text))
                    .toList();
            print(new LagReader(admin, topic)
                    .read(groups).stream().sorted(MOST_FIRST).limit(limit).toList());
        }
        return ExitCode.OK;
    }

    private void print(List<GroupLag> lags) {
        if (output.structured()) {
            lags.forEach(this::printJson);
            return;
        }
        Table table = new Table(
                Column.text("GROUP"),
                Column.text("STATE"),
                Column.number("LAG"),
                Column.number("PARTITIONS"),
                Column.text("MOST IN"),
                Column.number("THERE"));
        lags.forEach(lag -> table.row(
                lag.group(),
                lag.state(),
                lag.lag(),
                lag.partitions(),
                lag.worst().isEmpty() ? "-" : lag.worst(),
                lag.worstLag()));
        if (table.isEmpty()) {
            shell.note("No group has committed an offset" + (topic.isEmpty() ? "" : " of topic " + topic)
                    + (text.isEmpty() ? "." : " whose name contains '" + text + "'."));
        } else {
            table.print(shell);
        }
    }

    private void printJson(GroupLag lag) {
        shell.out().object(json -> {
            json.writeStringField("group", lag.group());
            json.writeStringField("state", lag.state());
            json.writeNumberField("lag", lag.lag());
            json.writeNumberField("partitions", lag.partitions());
            json.writeStringField("worstPartition", lag.worst());
            json.writeNumberField("worstLag", lag.worstLag());
        });
    }
}
