package io.weir.cli.access;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir user}: only the name above its subcommands. */
@Command(
        name = "user",
        description = "Show and change users that log in with a password (SCRAM).",
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserListCommand(shell))
                .addSubcommand(new UserSetCommand(shell))
                .addSubcommand(new UserDeleteCommand(shell));
    }
}
