package io.weir.cli.partition;

import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir partition}: only the name above its subcommands. */
@Command(
        name = "partition",
        description = "Look for partitions in trouble, elect leaders, and move replicas.",
        synopsisSubcommandLabel = "COMMAND")
public final class PartitionCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return new CommandLine(new PartitionCommand())
                .addSubcommand(new PartitionListCommand(shell))
                .addSubcommand(new PartitionReplicasCommand(shell))
                .addSubcommand(new PartitionReassignCommand(shell))
                .addSubcommand(new PartitionMovesCommand(shell))
                .addSubcommand(new PartitionElectCommand(shell));
    }
}
