package io.weir.cli.group;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir group}: only the name above its subcommands. */
@Command(
        name = "group",
        description = "List consumer groups, and describe their members, offsets and lag.",
        synopsisSubcommandLabel = "COMMAND")
public final class GroupCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new GroupListCommand(shell))
                .addSubcommand(new GroupDescribeCommand(shell));
    }
}
