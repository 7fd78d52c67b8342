package io.weir.cli.txn;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.client.Names;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir txn producers}. */
@Command(
        name = "producers",
        description = "List the idempotent and transactional producers that a partition remembers.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn producers orders-0", "  weir txn producers orders-0 --output json"})
final class TxnProducersCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "PARTITION", description = "As in orders-0.")
    private String name = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnProducersCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        TopicPartition partition = Names.partition(name);
        Listing listing = new Listing(
                Column.number("PRODUCER"),
                Column.number("EPOCH"),
                Column.number("LAST SEQUENCE"),
                Column.text("LAST RECORD"),
                Column.number("OPEN SINCE OFFSET"));
        try (Admin admin = client.connect().admin()) {
            var _ = Known.partitions(admin, partition.topic(), List.of(partition.partition()));
            Await.get(admin.describeProducers(List.of(partition)).partitionResult(partition))
                    .activeProducers()
                    .forEach(producer -> listing.row(
                            producer.producerId(),
                            producer.producerEpoch(),
                            producer.lastSequence(),
                            Cell.time(producer.lastTimestamp()),
                            Cell.known(producer.currentTransactionStartOffset().orElse(-1))));
        }
        listing.print(shell, output, "The partition remembers no producer.");
        return ExitCode.OK;
    }
}
