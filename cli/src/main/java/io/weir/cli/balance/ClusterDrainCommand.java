package io.weir.cli.balance;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.metadata.balance.Move;
import io.weir.metadata.balance.Planner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir cluster drain}. */
@Command(
        name = "drain",
        description = {
            "Move everything off a broker, so that it can be stopped for good.",
            "",
            "The cluster gives it nothing any more, until --undo; its vote on the metadata is taken, if it has one."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir cluster drain 3 --dry-run", "  weir cluster drain 3", "  weir cluster drain 3 --undo"})
public final class ClusterDrainCommand implements Callable<Integer> {

    private static final long HEARD_OF_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Shell shell;

    @Parameters(paramLabel = "BROKER", description = "Its node.id.")
    private int nodeId;

    @Option(names = "--undo", description = "It stays after all. What was moved comes back by and by.")
    private boolean undo;

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ClusterDrainCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        int atOnce = plan.movesAtOnce();
        try (Admin admin = client.connect().admin()) {
            ClusterState state = new StateReader(admin).read();
            requireKnown(state);
            if (undo) {
                mark(admin, state, false);
                output.tell(
                        "Broker " + nodeId + " stays.",
                        Fields.of("broker", nodeId).and("leaves", false));
                return ExitCode.OK;
            }
            List<Move> moves = new Planner(state.members(Set.of(nodeId)), state.placed())
                    .empty(Set.of(nodeId))
                    .moves();
            PlanRun run = new PlanRun(shell, output, admin);
            run.show(moves, plan.dryRun());
            if (plan.dryRun()) {
                return ExitCode.OK;
            }
            mark(admin, state, true);
            run.carryOut(moves, atOnce);
            long left = replicasLeft(admin, state.replicas(nodeId) - moves.size());
            if (left > 0) {
                throw new CliException("broker " + nodeId + " still has " + left + " replicas, for which there is no"
                        + " other broker, or that are on their way; add a broker, or have fewer replicas");
            }
            new Votes(admin).take(nodeId);
            output.tell(
                    "Broker " + nodeId + " has no replicas and no vote on the metadata any more, and can be stopped.",
                    PlanRun.fields(moves)
                            .and("done", true)
                            .and("broker", nodeId)
                            .and("leaves", true));
            return ExitCode.OK;
        }
    }

    /** The broker that is asked may hear of the last moves a little later than the controller that said they are done. */
    private long replicasLeft(Admin admin, long notPlanned) {
        long end = System.nanoTime() + HEARD_OF_NANOS;
        while (true) {
            long left = new StateReader(admin).read().replicas(nodeId);
            if (left <= notPlanned || System.nanoTime() - end > 0) {
                return left;
            }
            LockSupport.parkNanos(PlanRun.LOOK_AGAIN_NANOS);
        }
    }

    private void requireKnown(ClusterState state) {
        List<Integer> known = state.brokers().stream().map(Node::id).toList();
        if (!known.contains(nodeId)) {
            throw new CliException("there is no broker " + nodeId + "; there are " + Text.ids(known));
        }
    }

    /** A broker that is away cannot be told, and is given nothing while it is. */
    private void mark(Admin admin, ClusterState state, boolean leaves) {
        if (state.brokers().stream().anyMatch(broker -> broker.id() == nodeId && broker.isFenced())) {
            shell.note("Broker " + nodeId
                    + " is away: whether it is to leave is not written down. Say it again when it is back.");
            return;
        }
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry(StateReader.DRAIN, "true"),
                leaves ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
        Await.get(admin.incrementalAlterConfigs(Map.of(StateReader.resource(nodeId), List.of(change)))
                .all());
    }
}
