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
import org.apache.kafka.clients.admin.ExpireDelegationTokenOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir token expire}. */
@Command(
        name = "expire",
        description = "End a token, at once or in a while. Its secret is read from standard input.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir token expire --hours 12 <secret.txt"})
final class TokenExpireCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--hours", paramLabel = "HOURS", description = "So long from now (default: at once).")
    private @Nullable Long hours;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TokenExpireCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        ExpireDelegationTokenOptions options = new ExpireDelegationTokenOptions();
        if (hours != null) {
            options.expiryTimePeriodMs(TokenLife.ms("--hours", hours));
        }
        try (Admin admin = client.connect().admin()) {
            long expires = Await.get(admin.expireDelegationToken(TokenSecret.read(shell), options)
                    .expiryTimestamp());
            output.tell("The token ends at " + Cell.time(expires) + ".", Fields.of("expires", Cell.time(expires)));
        }
        return ExitCode.OK;
    }
}
