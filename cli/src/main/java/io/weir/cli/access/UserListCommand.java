package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir user list}. */
@Command(
        name = "list",
        description = "List the users that log in with a password.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir user list"})
final class UserListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    UserListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(Column.text("USER"), Column.text("MECHANISM"), Column.number("ITERATIONS"));
        try (Admin admin = client.connect().admin()) {
            new TreeMap<>(Await.get(admin.describeUserScramCredentials().all()))
                    .forEach((user, credentials) -> credentials
                            .credentialInfos()
                            .forEach(credential -> listing.row(
                                    user, credential.mechanism().mechanismName(), credential.iterations())));
        }
        listing.print(shell, output, "There are no users with a password.");
        return ExitCode.OK;
    }
}
