package io.weir.cli.config;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir config}: only the name above its subcommands. */
@Command(
        name = "config",
        description = "Show and change settings of topics, brokers, groups, and log levels.",
        synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigListCommand(shell))
                .addSubcommand(new ConfigGetCommand(shell))
                .addSubcommand(new ConfigSetCommand(shell))
                .addSubcommand(new ConfigUnsetCommand(shell));
    }
}
