package io.weir.cli.profile;

import io.weir.cli.client.Profile;
import io.weir.cli.client.Profiles;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir profile list}. */
@Command(
        name = "list",
        description = "Tell the profiles there are; of their properties only the names, as values may be secret.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir profile list", "  weir profile list --output json"})
final class ProfileListCommand implements Callable<Integer> {

    private final Shell shell;
    private final Profiles profiles;

    @Mixin
    private final OutputOption output;

    ProfileListCommand(Shell shell, Profiles profiles) {
        this.shell = shell;
        this.profiles = profiles;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        String used = profiles.usedName();
        Listing listing = new Listing(
                Column.text("PROFILE"), Column.text("USED"), Column.text("BOOTSTRAP"), Column.text("PROPERTIES"));
        for (Profile profile : profiles.all()) {
            listing.row(
                    profile.name(),
                    profile.name().equals(used),
                    profile.bootstrap(),
                    profile.properties().keySet().stream().sorted().toList());
        }
        listing.print(shell, output, "There are no profiles; add one with: weir profile add NAME -b HOST:PORT");
        return ExitCode.OK;
    }
}
