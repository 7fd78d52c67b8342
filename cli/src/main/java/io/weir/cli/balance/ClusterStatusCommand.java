package io.weir.cli.balance;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;
import java.util.List;
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
        footer = {
            "  weir cluster status",
            "  weir cluster status --bootstrap-server 127.0.0.1:9093",
            "  weir cluster status --output json"
        })
public final class ClusterStatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ClusterStatusCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            ClusterState state = new StateReader(admin).read();
            if (output.structured()) {
                output.tell("", fields(state));
            } else {
                print(state);
            }
            return state.withoutLeader() + state.notAllInSync() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private void print(ClusterState state) {
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
    }

    private static Fields fields(ClusterState state) {
        List<Fields> brokers = state.brokers().stream()
                .map(node -> Fields.of("broker", node.id())
                        .and("address", node.host() + ":" + node.port())
                        .and("rack", Cell.text(node.hasRack() ? node.rack() : ""))
                        .and("state", word(state, node))
                        .and("replicas", state.replicas(node.id()))
                        .and("leads", state.leads(node.id()))
                        .and("size", state.sizes().containsKey(node.id()) ? state.bytes(node.id()) : Cell.UNKNOWN))
                .toList();
        List<Fields> moving = state.moving().entrySet().stream()
                .map(move -> Fields.of("topic", move.getKey().topic())
                        .and("partition", move.getKey().partition())
                        .and("new", move.getValue().addingReplicas())
                        .and("leaving", move.getValue().removingReplicas()))
                .toList();
        return Fields.of("brokers", brokers)
                .and("forgotten", List.copyOf(state.forgotten()))
                .and("partitions", state.partitions().size())
                .and("withoutLeader", state.withoutLeader())
                .and("notAllInSync", state.notAllInSync())
                .and("moving", moving);
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
        state.forgotten().forEach(id -> table.row(id, "-", "-", "forgotten", state.replicas(id), state.leads(id), "?"));
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
