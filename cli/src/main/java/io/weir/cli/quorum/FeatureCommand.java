package io.weir.cli.quorum;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir feature}: only the name above its subcommands. */
@Command(
        name = "feature",
        description = "Show which features a cluster uses, and use others.",
        synopsisSubcommandLabel = "COMMAND")
public final class FeatureCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new FeatureCommand())
                .addSubcommand(new FeatureListCommand(shell))
                .addSubcommand(new FeatureSetCommand(shell));
    }
}
