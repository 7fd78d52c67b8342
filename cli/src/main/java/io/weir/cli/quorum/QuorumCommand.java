package io.weir.cli.quorum;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir quorum}: only the name above its subcommands. */
@Command(
        name = "quorum",
        description = "Show who keeps the cluster's metadata, and change who votes on it.",
        synopsisSubcommandLabel = "COMMAND")
public final class QuorumCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new QuorumCommand())
                .addSubcommand(new QuorumStatusCommand(shell))
                .addSubcommand(new QuorumAddCommand(shell))
                .addSubcommand(new QuorumRemoveCommand(shell));
    }
}
