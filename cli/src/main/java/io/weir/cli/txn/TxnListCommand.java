package io.weir.cli.txn;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir txn list}. */
@Command(
        name = "list",
        description = "List transactional ids with the state of their last transaction.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn list", "  weir txn list billing --output json"})
final class TxnListCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only transactional ids that contain it.")
    private String text = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            print(Await.get(admin.listTransactions().all()).stream()
                    .filter(listing -> listing.transactionalId().contains(text))
                    .sorted(Comparator.comparing(TransactionListing::transactionalId))
                    .toList());
        }
        return ExitCode.OK;
    }

    private void print(List<TransactionListing> listings) {
        if (output.structured()) {
            listings.forEach(listing -> shell.out().object(json -> {
                json.writeStringField("transactionalId", listing.transactionalId());
                json.writeNumberField("producerId", listing.producerId());
                json.writeStringField("state", listing.state().toString());
            }));
            return;
        }
        Table table = new Table(Column.text("TRANSACTIONAL ID"), Column.number("PRODUCER"), Column.text("STATE"));
        listings.forEach(listing -> table.row(listing.transactionalId(), listing.producerId(), listing.state()));
        if (table.isEmpty()) {
            shell.note(
                    text.isEmpty()
                            ? "There are no transactional ids yet."
                            : "No transactional id contains '" + text + "'.");
        } else {
            table.print(shell);
        }
    }
}
