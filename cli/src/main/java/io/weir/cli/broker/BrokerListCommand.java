package io.weir.cli.broker;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir broker list}. */
@Command(
        name = "list",
        description = "List the brokers of a cluster.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir broker list", "  weir broker list --output yaml"})
final class BrokerListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    BrokerListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing =
                new Listing(Column.number("BROKER"), Column.text("ADDRESS"), Column.text("RACK"), Column.text("STATE"));
        try (Admin admin = client.connect().admin()) {
            DescribeClusterResult cluster =
                    admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true));
            Node controller = Await.get(cluster.controller());
            Await.get(cluster.nodes()).stream()
                    .sorted(Comparator.comparingInt(Node::id))
                    .forEach(broker -> listing.row(
                            broker.id(),
                            broker.host() + ":" + broker.port(),
                            broker.hasRack() ? broker.rack() : Cell.UNKNOWN,
                            state(broker, controller)));
        }
        listing.print(shell, output, "There are no brokers.");
        return ExitCode.OK;
    }

    private static String state(Node broker, Node controller) {
        if (broker.isFenced()) {
            return "away";
        }
        return broker.id() == controller.id() ? "controller" : "lives";
    }
}
