package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RenewDelegationTokenOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir token renew}. */
@Command(
        name = "renew",
        description = "Let a token live longer. Its secret is read from standard input.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir token renew --hours 12 <secret.txt"})
final class TokenRenewCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--hours",
            paramLabel = "HOURS",
            description = "For so long from now (default: as the broker's delegation.token.expiry.time.ms says).")
    private @Nullable Long hours;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TokenRenewCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        RenewDelegationTokenOptions options = new RenewDelegationTokenOptions();
        if (hours != null) {
            options.renewTimePeriodMs(TokenLife.ms("--hours", hours));
        }
        try (Admin admin = client.connect().admin()) {
            long expires = Await.get(
                    admin.renewDelegationToken(TokenSecret.read(shell), options).expiryTimestamp());
            output.tell("The token lives until " + Cell.time(expires) + ".", Fields.of("expires", Cell.time(expires)));
        }
        return ExitCode.OK;
    }
}
