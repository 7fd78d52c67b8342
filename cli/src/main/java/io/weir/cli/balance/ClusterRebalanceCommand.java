package io.weir.cli.balance;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.metadata.balance.Move;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir cluster rebalance}. */
@Command(
        name = "rebalance",
        description = {
            "Move partitions so that all brokers have about as much: bytes, replicas, and partitions they lead.",
            "",
            "Nothing is left on a broker that is to leave (weir cluster drain) or is forgotten (UnregisterBroker).",
            "Shows the plan first. No two replicas of a partition come into one rack that were in different ones."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir cluster rebalance --dry-run", "  weir cluster rebalance --tolerance 5 --moves-at-once 2"})
public final class ClusterRebalanceCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    private final Shell shell;

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            description = "How far from the mean a broker may be (default: ${DEFAULT-VALUE}).")
    private int tolerance = 10;

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ClusterRebalanceCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (tolerance < 1) {
            throw CliException.usage("--tolerance must be at least 1 percent, not " + tolerance);
        }
        int atOnce = plan.movesAtOnce();
        try (Admin admin = client.connect().admin()) {
            ClusterState state = new StateReader(admin).read();
            List<Move> moves = state.plan(tolerance / PERCENT);
            if (moves.isEmpty()) {
                output.tell("Nothing to move.", PlanRun.fields(moves).and("done", true));
                return ExitCode.OK;
            }
            PlanRun run = new PlanRun(shell, output, admin);
            run.show(moves, plan.dryRun());
            if (plan.dryRun()) {
                return ExitCode.OK;
            }
            boolean all = run.carryOut(moves, atOnce);
            output.tell(
                    all ? "Done." : "Done, but for what is named above.",
                    PlanRun.fields(moves).and("done", all));
            return all ? ExitCode.OK : ExitCode.FAILURE;
        }
    }
}
