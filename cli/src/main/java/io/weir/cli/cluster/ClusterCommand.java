package io.weir.cli.cluster;

import io.weir.cli.balance.ClusterDrainCommand;
import io.weir.cli.balance.ClusterRebalanceCommand;
import io.weir.cli.balance.ClusterStatusCommand;
import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir cluster}: only the name above its subcommands. */
@Command(
        name = "cluster",
        description = "Look after a cluster; start one on this machine, to try things out and for tests.",
        synopsisSubcommandLabel = "COMMAND")
public final class ClusterCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new ClusterStartCommand(shell))
                .addSubcommand(new ClusterStopCommand(shell))
                .addSubcommand(new ClusterAddCommand(shell))
                .addSubcommand(new ClusterStatusCommand(shell))
                .addSubcommand(new ClusterDrainCommand(shell))
                .addSubcommand(new ClusterRebalanceCommand(shell));
    }
}
