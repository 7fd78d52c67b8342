package io.weir.cli.profile;

import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code weir profile}: only the name above its subcommands. */
@Command(
        name = "profile",
        description = "Give clusters names, with how to talk to them; --profile NAME chooses one.",
        synopsisSubcommandLabel = "COMMAND")
public final class ProfileCommand {

    /** The command with its subcommands. */
    public static CommandLine tree(Shell shell) {
        return tree(shell, Profiles.of(System.getenv()));
    }

    static CommandLine tree(Shell shell, Profiles profiles) {
        return new CommandLine(new ProfileCommand())
                .addSubcommand(new ProfileAddCommand(shell, profiles))
                .addSubcommand(new ProfileListCommand(shell, profiles))
                .addSubcommand(new ProfileUseCommand(shell, profiles))
                .addSubcommand(new ProfileRemoveCommand(shell, profiles));
    }
}
