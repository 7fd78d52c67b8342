package io.weir.cli.broker;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir broker}: only the name above its subcommands. */
@Command(
        name = "broker",
        description = "List and describe brokers, and forget one that is gone.",
        synopsisSubcommandLabel = "COMMAND")
public final class BrokerCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new BrokerCommand())
                .addSubcommand(new BrokerListCommand(shell))
                .addSubcommand(new BrokerDescribeCommand(shell))
                .addSubcommand(new BrokerApiVersionsCommand(shell))
                .addSubcommand(new BrokerUnregisterCommand(shell));
    }
}
