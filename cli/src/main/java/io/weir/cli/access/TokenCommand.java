package io.weir.cli.access;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir token}: only the name above its subcommands. */
@Command(
        name = "token",
        description = "Make, list, renew and end delegation tokens.",
        synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new TokenListCommand(shell))
                .addSubcommand(new TokenCreateCommand(shell))
                .addSubcommand(new TokenRenewCommand(shell))
                .addSubcommand(new TokenExpireCommand(shell));
    }
}
