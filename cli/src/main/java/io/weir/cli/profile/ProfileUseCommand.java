package io.weir.cli.profile;

import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir profile use}. */
@Command(
        name = "use",
        description = "Say which profile commands take where neither -b, --profile nor WEIR_BOOTSTRAP is there.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir profile use staging", "  weir profile use --none"})
final class ProfileUseCommand implements Callable<Integer> {

    private final Shell shell;
    private final Profiles profiles;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which.")
    private String name = "";

    @Option(names = "--none", description = "None from now on.")
    private boolean none;

    ProfileUseCommand(Shell shell, Profiles profiles) {
        this.shell = shell;
        this.profiles = profiles;
    }

    @Override
    public Integer call() {
        if (none != name.isEmpty()) {
            throw CliException.usage("say which profile, or --none");
        }
        if (none) {
            profiles.useNone();
            shell.out().line("Commands use no profile from now on.");
        } else {
            profiles.use(name);
            shell.out().line("Commands use profile " + name + " from now on.");
        }
        return ExitCode.OK;
    }
}
