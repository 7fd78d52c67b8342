package io.weir.cli.access;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir quota list}. */
@Command(
        name = "list",
        description = "List how much users, clients and addresses may do.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir quota list"})
final class QuotaListCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuotaListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(Column.text("WHO"), Column.text("QUOTA"), Column.number("VALUE"));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.describeClientQuotas(ClientQuotaFilter.all()).entities())
                    .forEach((entity, quotas) ->
                            quotas.forEach((name, value) -> listing.row(QuotaEntity.text(entity), name, value)));
        }
        listing.print(shell, output, "Nobody has a quota.");
        return ExitCode.OK;
    }
}
