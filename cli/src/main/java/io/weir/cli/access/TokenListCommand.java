package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.security.token.delegation.TokenInformation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir token list}. */
@Command(
        name = "list",
        description = "List delegation tokens, without their secrets.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir token list --client-config alice.properties"})
final class TokenListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TokenListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("TOKEN"), Column.text("OWNER"), Column.text("EXPIRES"), Column.text("AT THE LATEST"));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.describeDelegationToken().delegationTokens()).forEach(token -> {
                TokenInformation info = token.tokenInfo();
                listing.row(
                        info.tokenId(),
                        info.owner(),
                        Cell.time(info.expiryTimestamp()),
                        Cell.time(info.maxTimestamp()));
            });
        }
        listing.print(shell, output, "There are no tokens.");
        return ExitCode.OK;
    }
}
