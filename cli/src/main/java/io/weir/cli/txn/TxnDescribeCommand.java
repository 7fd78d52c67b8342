package io.weir.cli.txn;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.wire.DirectRequests;
import io.weir.protocol.extension.TransactionOrigin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir txn describe}. */
@Command(
        name = "describe",
        description = "Show a transactional id's producer, and its transaction: since when, and in which partitions.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn describe billing-1", "  weir txn describe billing-1 billing-2 --output json"})
final class TxnDescribeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Which transactional ids.")
    private List<String> ids = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnDescribeCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.OK;
        Connection connection = client.connect();
        try (Admin admin = connection.admin()) {
            OpenTransactions open = new OpenTransactions(admin, new DirectRequests(connection));
            DescribeTransactionsResult answers = admin.describeTransactions(ids);
            for (String id : ids) {
                try {
                    TransactionDescription transaction = Await.get(answers.description(id));
                    print(id, transaction, origin(transaction, open));
                } catch (RuntimeException e) {
                    shell.problem("cannot describe transactional id '" + id + "': " + Failures.explain(e));
                    exitCode = ExitCode.FAILURE;
                }
            }
        }
        return exitCode;
    }

    private static Optional<TransactionOrigin> origin(TransactionDescription transaction, OpenTransactions open) {
        return open.in(transaction.topicPartitions()).stream()
                .filter(one -> one.producer().producerId() == transaction.producerId())
                .flatMap(one -> one.origin().stream())
                .findFirst();
    }

    private void print(String id, TransactionDescription transaction, Optional<TransactionOrigin> origin) {
        String partitions = transaction.topicPartitions().stream()
                .map(TopicPartition::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        String started = transaction.transactionStartTimeMs().isPresent()
                ? Instants.format(transaction.transactionStartTimeMs().getAsLong())
                : "-";
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("transactionalId", id);
                json.writeStringField("state", transaction.state().toString());
                json.writeNumberField("producerId", transaction.producerId());
                json.writeNumberField("producerEpoch", transaction.producerEpoch());
                json.writeNumberField("timeoutMs", transaction.transactionTimeoutMs());
                json.writeNumberField(
                        "startMs", transaction.transactionStartTimeMs().orElse(-1));
                json.writeStringField("partitions", partitions);
                json.writeStringField(
                        "clientId", origin.map(TransactionOrigin::clientId).orElse(""));
                json.writeStringField(
                        "address", origin.map(TransactionOrigin::address).orElse(""));
            });
            return;
        }
        shell.out()
                .line("Transactional id:  " + id)
                .line("State:             " + transaction.state())
                .line("Producer:          " + transaction.producerId() + ", epoch " + transaction.producerEpoch())
                .line("Written by:        "
                        + origin.map(from -> from.clientId() + " at " + from.address())
                                .orElse("-"))
                .line("Began:             " + started)
                .line("Time-out:          " + transaction.transactionTimeoutMs() + " ms")
                .line("Partitions:        " + (partitions.isEmpty() ? "-" : partitions));
    }
}
