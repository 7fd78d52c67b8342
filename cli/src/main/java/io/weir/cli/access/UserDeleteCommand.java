package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir user delete}. */
@Command(
        name = "delete",
        description = "Delete a user's password.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir user delete alice"})
final class UserDeleteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "USER", description = "Who.")
    private String user = "";

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "scram-sha-256 or scram-sha-512 (default: scram-sha-512).")
    private String mechanism = "scram-sha-512";

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    UserDeleteCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        ScramMechanism how = Words.parse(ScramMechanism.class, "mechanism", mechanism);
        try (Admin admin = client.connect().admin()) {
            consent.ask("Delete the password of " + user + "?");
            Await.get(admin.alterUserScramCredentials(List.of(new UserScramCredentialDeletion(user, how)))
                    .all());
        }
        output.tell(
                "Deleted the password of " + user + ".", Fields.of("user", user).and("deleted", true));
        return ExitCode.OK;
    }
}
