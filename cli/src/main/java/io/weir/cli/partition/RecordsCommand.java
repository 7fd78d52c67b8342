package io.weir.cli.partition;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir records}: only the name above its subcommands. */
@Command(name = "records", description = "Delete the oldest records of topics.", synopsisSubcommandLabel = "COMMAND")
public final class RecordsCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new RecordsCommand()).addSubcommand(new RecordsDeleteCommand(shell));
    }
}
