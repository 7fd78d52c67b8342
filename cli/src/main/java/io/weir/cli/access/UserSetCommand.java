package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir user set}. The password comes by standard input: what is on a command line others can see. */
@Command(
        name = "set",
        description = "Set a user's password, which is read from standard input.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir user set alice <password.txt", "  weir user set alice --mechanism scram-sha-256 <password.txt"
        })
final class UserSetCommand implements Callable<Integer> {

    private static final int LONGEST = 4096;

    private final Shell shell;

    @Parameters(paramLabel = "USER", description = "Who.")
    private String user = "";

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "scram-sha-256 or scram-sha-512 (default: scram-sha-512).")
    private String mechanism = "scram-sha-512";

    @Option(names = "--iterations", paramLabel = "N", description = "4096 to 16384 (default: 8192).")
    private int iterations = 8192;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    UserSetCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        ScramMechanism how = Words.parse(ScramMechanism.class, "mechanism", mechanism);
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(how, iterations), password())))
                    .all());
        }
        output.tell("Set the password of " + user + ".", Fields.of("user", user).and("mechanism", how.mechanismName()));
        return ExitCode.OK;
    }

    private String password() {
        if (shell.terminal().inputIsTerminal()) {
            throw CliException.usage("the password is read from a file or another command, so that it is not shown; as"
                    + " in: weir user set " + user + " <password.txt");
        }
        try {
            String password = new String(shell.in().readNBytes(LONGEST), StandardCharsets.UTF_8).stripTrailing();
            if (password.isEmpty()) {
                throw new CliException("standard input has no password");
            }
            return password;
        } catch (IOException e) {
            throw new CliException("the password cannot be read: " + e.getMessage(), e);
        }
    }
}
