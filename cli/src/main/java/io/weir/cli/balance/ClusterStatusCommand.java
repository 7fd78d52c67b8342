package io.weir.cli.balance;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir cluster status}. */
@Command(
        name = "status",
        description = {
            "Show the brokers, what they have, and what is on its way.",
            "",
            "Ends with 1 when a partition has no leader, or not all of its replicas are in sync."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir cluster status", "  weir cluster status --bootstrap-server 127.0.0.1:9093"})
public final class ClusterStatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ClusterStatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            ClusterState state = new StateReader(admin).read();
            brokers(state).print(shell);
            shell.out().line("");
            shell.out()
                    .line(state.partitions().size() + " partitions: " + state.withoutLeader() + " without a leader, "
                            + state.notAllInSync() + " with replicas that are not in sync, "
                            + state.moving().size() + " on their way to other brokers.");
            if (!state.moving().isEmpty()) {
                shell.out().line("");
                moving(state).print(shell);
            }
            return state.withoutLeader() + state.notAllInSync() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private static Table brokers(ClusterState state) {
        Table table = new Table(
                Column.number("BROKER"),
                Column.text("ADDRESS"),
                Column.text("RACK"),
                Column.text("STATE"),
                Column.number("REPLICAS"),
                Column.number("LEADS"),
                Column.number("SIZE"));
        for (Node node : state.brokers()) {
            table.row(
                    node.id(),
                    node.host() + ":" + node.port(),
                    node.hasRack() ? node.rack() : "-",
                    word(state, node),
                    state.replicas(node.id()),
                    state.leads(node.id()),
                    state.sizes().containsKey(node.id()) ? Units.bytes(state.bytes(node.id())) : "?");
        }
        return table;
    }

    private static String word(ClusterState state, Node node) {
        if (node.isFenced()) {
            return "away";
        }
        if (state.draining().contains(node.id())) {
            return "to leave";
        }
        return node.id() == state.controllerId() ? "controller" : "lives";
    }

    private static Table moving(ClusterState state) {
        Table table =
                new Table(Column.text("TOPIC"), Column.number("PARTITION"), Column.text("NEW"), Column.text("LEAVING"));
        state.moving()
                .forEach((partition, move) -> table.row(
                        partition.topic(),
                        partition.partition(),
                        Text.ids(move.addingReplicas()),
                        Text.ids(move.removingReplicas())));
        return table;
    }
}
