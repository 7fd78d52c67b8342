package io.weir.cli.topic;

import io.weir.cli.partition.TopicOffsetsCommand;
import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir topic}: only the name above its subcommands. */
@Command(
        name = "topic",
        description = "Create, list, describe, alter and delete topics.",
        synopsisSubcommandLabel = "COMMAND")
public final class TopicCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new TopicCommand())
                .addSubcommand(new TopicCreateCommand(shell))
                .addSubcommand(new TopicListCommand(shell))
                .addSubcommand(new TopicDescribeCommand(shell))
                .addSubcommand(new TopicOffsetsCommand(shell))
                .addSubcommand(new TopicAlterCommand(shell))
                .addSubcommand(new TopicDeleteCommand(shell));
    }
}
