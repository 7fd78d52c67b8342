package io.weir.cli.group;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir streams}: only the name above its subcommands. */
@Command(
        name = "streams",
        description = "Put applications of Kafka Streams back to their beginning.",
        synopsisSubcommandLabel = "COMMAND")
public final class StreamsCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new StreamsCommand()).addSubcommand(new StreamsResetCommand(shell));
    }
}
