package io.weir.cli.txn;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir txn end}: asks as a producer of this id would (KIP-939). */
@Command(
        name = "end",
        description = "Abort what a transactional id has open, in all its partitions, and fence its producer.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn list", "  weir txn end billing-1"})
final class TxnEndCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Which transactional id.")
    private String id = "";

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnEndCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            // Asking for an id that is not there would make it.
            var _ = Await.get(admin.describeTransactions(List.of(id)).description(id));
            consent.ask("Abort the transaction of " + id + ", and fence its producer?");
            Await.get(admin.fenceProducers(List.of(id)).all());
        } catch (TransactionalIdNotFoundException e) {
            throw new CliException("there is no transactional id '" + id + "'; see them with: weir txn list", e);
        }
        output.tell(
                "The transaction of " + id + " is ended, and its producer fenced.",
                Fields.of("transactionalId", id).and("fenced", true));
        return ExitCode.OK;
    }
}
