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
import org.apache.kafka.clients.admin.CreateDelegationTokenOptions;
import org.apache.kafka.common.security.token.delegation.DelegationToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir token create}: the one time that the secret of a token is told. */
@Command(
        name = "create",
        description = "Make a delegation token, with which others can act for you. Its secret is told this once.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir token create --max-life-hours 24 --client-config alice.properties"})
final class TokenCreateCommand implements Callable<Integer> {

    @Option(
            names = "--max-life-hours",
            paramLabel = "HOURS",
            description = "It ends then at the latest (default: the broker's delegation.token.max.lifetime.ms).")
    private @Nullable Long hours;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TokenCreateCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        CreateDelegationTokenOptions options = new CreateDelegationTokenOptions();
        if (hours != null) {
            options.maxLifetimeMs(TokenLife.ms("--max-life-hours", hours));
        }
        try (Admin admin = client.connect().admin()) {
            DelegationToken token =
                    Await.get(admin.createDelegationToken(options).delegationToken());
            output.tell(
                    "Token " + token.tokenInfo().tokenId() + " with the secret " + token.hmacAsBase64String() + ".",
                    Fields.of("token", token.tokenInfo().tokenId())
                            .and("secret", token.hmacAsBase64String())
                            .and("expires", Cell.time(token.tokenInfo().expiryTimestamp())));
        }
        return ExitCode.OK;
    }
}
