package io.weir.cli.access;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir quota}: only the name above its subcommands. */
@Command(
        name = "quota",
        description = "Show and change how much users and clients may do.",
        synopsisSubcommandLabel = "COMMAND")
public final class QuotaCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new QuotaCommand())
                .addSubcommand(new QuotaListCommand(shell))
                .addSubcommand(new QuotaSetCommand(shell))
                .addSubcommand(new QuotaUnsetCommand(shell));
    }
}
