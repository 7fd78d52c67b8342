package io.weir.cli.txn;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir txn}: only the name above its subcommands. */
@Command(
        name = "txn",
        description = "List and describe transactions, find those that hold readers back, and end them.",
        synopsisSubcommandLabel = "COMMAND")
public final class TxnCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new TxnCommand())
                .addSubcommand(new TxnListCommand(shell))
                .addSubcommand(new TxnDescribeCommand(shell))
                .addSubcommand(new TxnHangingCommand(shell))
                .addSubcommand(new TxnProducersCommand(shell))
                .addSubcommand(new TxnAbortCommand(shell))
                .addSubcommand(new TxnEndCommand(shell));
    }
}
