package io.weir.cli.group;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir group}: only the name above its subcommands. */
@Command(
        name = "group",
        description = "List and describe groups of every kind, tell their lag, move, save and delete their offsets.",
        synopsisSubcommandLabel = "COMMAND")
public final class GroupCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new GroupListCommand(shell))
                .addSubcommand(new GroupDescribeCommand(shell))
                .addSubcommand(new GroupLagCommand(shell))
                .addSubcommand(new GroupResetCommand(shell))
                .addSubcommand(new GroupExportCommand(shell))
                .addSubcommand(new GroupImportCommand(shell))
                .addSubcommand(new GroupForgetCommand(shell))
                .addSubcommand(new GroupKickCommand(shell))
                .addSubcommand(new GroupDeleteCommand(shell));
    }
}
