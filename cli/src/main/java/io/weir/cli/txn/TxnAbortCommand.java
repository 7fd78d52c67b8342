package io.weir.cli.txn;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.wire.DirectRequests;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir txn abort}. */
@Command(
        name = "abort",
        description = "End a transaction that hangs in a partition: its records there are never read as committed.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir txn hanging", "  weir txn abort orders 3 --from-offset 1042"})
final class TxnAbortCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Parameters(index = "1", paramLabel = "PARTITION", description = "The partition.")
    private int partition;

    @Option(
            names = "--from-offset",
            required = true,
            paramLabel = "OFFSET",
            description = "Where the transaction began.")
    private long fromOffset;

    @Option(names = "--force", description = "Even if its coordinator knows of it and would end it.")
    private boolean force;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TxnAbortCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        TopicPartition place = new TopicPartition(topic, partition);
        Connection connection = client.connect();
        try (Admin admin = connection.admin()) {
            var _ = Known.partitions(admin, topic, List.of(partition));
            OpenTransaction open = new OpenTransactions(admin, new DirectRequests(connection))
                    .in(List.of(place)).stream()
                            .filter(transaction -> transaction.startOffset() == fromOffset)
                            .findFirst()
                            .orElseThrow(() -> new CliException("no transaction that began at offset " + fromOffset
                                    + " is open in " + place + "; 'weir txn hanging --all' shows those that are"));
            if (!open.isHanging() && !force) {
                throw new CliException("the transaction is known as '" + open.transactionalId()
                        + "': its producer or its time-out will end it, in all its partitions. To end it in this one"
                        + " all the same, add --force");
            }
            Await.get(admin.abortTransaction(new AbortTransactionSpec(
                            place,
                            open.producer().producerId(),
                            (short) open.producer().producerEpoch(),
                            open.producer().coordinatorEpoch().orElse(0)))
                    .all());
            output.tell(
                    "Aborted the transaction of producer " + open.producer().producerId() + " in " + place + ".",
                    Fields.of("topic", topic)
                            .and("partition", partition)
                            .and("producerId", open.producer().producerId())
                            .and("aborted", true));
        }
        return ExitCode.OK;
    }
}
