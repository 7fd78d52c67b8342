package io.weir.cli.txn;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.wire.DirectRequests;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir txn hanging}. */
@Command(
        name = "hanging",
        description = "Show which producer holds back readers of committed records, in which partition, and since when;"
                + " by default only transactions that no coordinator knows of, which nobody will end.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn hanging", "  weir txn hanging orders --all"})
final class TxnHangingCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "Only in these topics (default: all).")
    private List<String> topics = List.of();

    @Option(names = "--all", description = "Also open transactions that their coordinator knows of and will end.")
    private boolean all;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnHangingCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Connection connection = client.connect();
        try (Admin admin = connection.admin()) {
            OpenTransactions transactions = new OpenTransactions(admin, new DirectRequests(connection));
            print(transactions.in(transactions.partitions(topics)).stream()
                    .filter(transaction -> all || transaction.isHanging())
                    .toList());
        }
        return ExitCode.OK;
    }

    private void print(List<OpenTransaction> transactions) {
        if (output.structured()) {
            transactions.forEach(transaction -> shell.out().object(json -> {
                json.writeStringField("topic", transaction.partition().topic());
                json.writeNumberField("partition", transaction.partition().partition());
                json.writeNumberField("producerId", transaction.producer().producerId());
                json.writeNumberField("producerEpoch", transaction.producer().producerEpoch());
                json.writeNumberField("startOffset", transaction.startOffset());
                json.writeNumberField("sinceMs", transaction.sinceMs().orElse(-1));
                json.writeNumberField("lastWriteMs", transaction.producer().lastTimestamp());
                json.writeBooleanField("hanging", transaction.isHanging());
                json.writeStringField("transactionalId", transaction.transactionalId());
                json.writeStringField("clientId", transaction.clientId());
                json.writeStringField("address", transaction.address());
            }));
            return;
        }
        Table table = new Table(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("FROM OFFSET"),
                Column.number("PRODUCER"),
                Column.number("EPOCH"),
                Column.text("SINCE"),
                Column.text("LAST WRITE"),
                Column.text("CLIENT"),
                Column.text("FROM"),
                Column.text("TRANSACTIONAL ID"));
        transactions.forEach(transaction -> table.row(
                transaction.partition().topic(),
                transaction.partition().partition(),
                transaction.startOffset(),
                transaction.producer().producerId(),
                transaction.producer().producerEpoch(),
                transaction.sinceMs().isPresent()
                        ? Instants.format(transaction.sinceMs().getAsLong())
                        : "-",
                Instants.format(transaction.producer().lastTimestamp()),
                orNone(transaction.clientId()),
                orNone(transaction.address()),
                transaction.isHanging() ? "unknown: it hangs" : transaction.transactionalId()));
        if (table.isEmpty()) {
            shell.note(all ? "No transaction is open." : "No transaction hangs.");
        } else {
            table.print(shell);
        }
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
