package io.weir.cli.profile;

import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir profile remove}. */
@Command(
        name = "remove",
        description = "Forget a profile, with its secrets.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir profile remove staging"})
final class ProfileRemoveCommand implements Callable<Integer> {

    private final Shell shell;
    private final Profiles profiles;

    @Parameters(paramLabel = "NAME", description = "Which.")
    private String name = "";

    ProfileRemoveCommand(Shell shell, Profiles profiles) {
        this.shell = shell;
        this.profiles = profiles;
    }

    @Override
    public Integer call() {
        profiles.remove(name);
        shell.out().line("Removed profile " + name + ".");
        return ExitCode.OK;
    }
}
