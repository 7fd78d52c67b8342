package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.client.Names;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir partition reassign}. */
@Command(
        name = "reassign",
        description = {
            "Put the replicas of partitions on the brokers named; the first is to lead.",
            "",
            "Records are copied in the background: weir partition moves shows how far that is. To spread everything"
                    + " evenly, and to empty a broker, there are weir cluster rebalance and weir cluster drain."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir partition reassign orders-0=1,2,3 orders-1=2,3,1",
            "  weir partition reassign orders-0 --cancel"
        })
final class PartitionReassignCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PARTITION=BROKERS",
            arity = "1..*",
            description = "Which, and where to; with --cancel only which.")
    private List<String> moves = List.of();

    @Option(names = "--cancel", description = "Stop moves that go on: the replicas stay where they were.")
    private boolean cancel;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    PartitionReassignCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Map<TopicPartition, Optional<NewPartitionReassignment>> targets = new LinkedHashMap<>();
        moves.forEach(move -> add(targets, move));
        try (Admin admin = client.connect().admin()) {
            targets.forEach(
                    (partition, _) -> Known.partitions(admin, partition.topic(), List.of(partition.partition())));
            Await.get(admin.alterPartitionReassignments(targets).all());
        }
        targets.forEach((partition, target) -> output.tell(
                target.map(to -> partition + " moves to " + to.targetReplicas() + ".")
                        .orElse("The move of " + partition + " is cancelled."),
                Fields.of("topic", partition.topic())
                        .and("partition", partition.partition())
                        .and(
                                "replicas",
                                target.map(NewPartitionReassignment::targetReplicas)
                                        .orElse(List.of()))
                        .and("cancelled", cancel)));
        return ExitCode.OK;
    }

    private void add(Map<TopicPartition, Optional<NewPartitionReassignment>> targets, String move) {
        int equals = move.indexOf('=');
        if (cancel != equals < 0) {
            throw CliException.usage(
                    cancel
                            ? "'" + move + "' says where to, which --cancel has no use for; write only orders-0"
                            : "'" + move + "' does not say where to; write PARTITION=BROKERS, as in orders-0=1,2,3");
        }
        targets.put(
                Names.partition(cancel ? move : move.substring(0, equals)),
                cancel
                        ? Optional.empty()
                        : Optional.of(new NewPartitionReassignment(Replicas.parse(move.substring(equals + 1)))));
    }
}
