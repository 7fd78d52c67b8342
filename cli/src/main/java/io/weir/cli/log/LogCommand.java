package io.weir.cli.log;

import io.weir.cli.partition.LogDirsCommand;
import io.weir.cli.partition.LogMoveCommand;
import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir log}: only the name above its subcommands. */
@Command(
        name = "log",
        description =
                "Look into the folders of a broker, running or not; ask brokers for theirs, and move replicas between"
                        + " them.",
        synopsisSubcommandLabel = "COMMAND")
public final class LogCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new LogCommand())
                .addSubcommand(new LogDumpCommand(shell))
                .addSubcommand(new LogVerifyCommand(shell))
                .addSubcommand(new LogDirsCommand(shell))
                .addSubcommand(new LogMoveCommand(shell));
    }
}
