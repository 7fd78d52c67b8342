package io.weir.cli.access;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir acl}: only the name above its subcommands. */
@Command(name = "acl", description = "Show and change who may do what.", synopsisSubcommandLabel = "COMMAND")
public final class AclCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new AclCommand())
                .addSubcommand(new AclListCommand(shell))
                .addSubcommand(new AclAddCommand(shell))
                .addSubcommand(new AclRemoveCommand(shell));
    }
}
