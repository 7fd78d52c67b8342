package io.weir.cli.cluster;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir cluster}: only the name above its subcommands. */
@Command(
        name = "cluster",
        description = "Start and stop a cluster on this machine, to try things out and for tests.",
        synopsisSubcommandLabel = "COMMAND")
public final class ClusterCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new ClusterStartCommand(shell))
                .addSubcommand(new ClusterStopCommand(shell));
    }
}
