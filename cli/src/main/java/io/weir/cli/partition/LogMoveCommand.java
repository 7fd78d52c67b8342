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
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir log move}. */
@Command(
        name = "move",
        description = "Move replicas to another data folder of the broker that has them, while they are in use.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir log move orders-0 --broker 1 --to /disk2/weir", "  weir log dirs --topic orders"})
public final class LogMoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PARTITION", arity = "1..*", description = "As in orders-0.")
    private List<String> names = List.of();

    @Option(names = "--broker", paramLabel = "ID", required = true, description = "Whose.")
    private int broker;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "One of its folders in log.dirs.")
    private String folder = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public LogMoveCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<TopicPartition> partitions = names.stream().map(Names::partition).toList();
        try (Admin admin = client.connect().admin()) {
            requireFolder(admin);
            Map<TopicPartitionReplica, String> moves = new LinkedHashMap<>();
            for (TopicPartition partition : partitions) {
                var _ = Known.partitions(admin, partition.topic(), List.of(partition.partition()));
                moves.put(new TopicPartitionReplica(partition.topic(), partition.partition(), broker), folder);
            }
            Await.get(admin.alterReplicaLogDirs(moves).all());
        }
        partitions.forEach(partition -> output.tell(
                partition + " moves to " + folder + "; see how far it is with: weir log dirs --topic "
                        + partition.topic(),
                Fields.of("topic", partition.topic())
                        .and("partition", partition.partition())
                        .and("folder", folder)));
        return ExitCode.OK;
    }

    private void requireFolder(Admin admin) {
        int known = Known.broker(admin, broker).id();
        Set<String> folders = Await.get(admin.describeLogDirs(List.of(known)).descriptions(), known)
                .keySet();
        if (!folders.contains(folder)) {
            throw new CliException(
                    "broker " + broker + " has no folder " + folder + "; it has " + String.join(", ", folders));
        }
    }
}
