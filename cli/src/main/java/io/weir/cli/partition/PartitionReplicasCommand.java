package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeReplicaLogDirsResult.ReplicaLogDirInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionReplica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir partition replicas}. */
@Command(
        name = "replicas",
        description = "Show of each replica in which folder it is, and how many records it is behind.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir partition replicas orders", "  weir partition replicas orders payments --output json"})
final class PartitionReplicasCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Of which topics.")
    private List<String> topics = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    PartitionReplicasCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("BROKER"),
                Column.number("BEHIND"),
                Column.text("FOLDER"),
                Column.text("MOVES TO"));
        try (Admin admin = client.connect().admin()) {
            List<TopicPartitionReplica> replicas = Known.topics(admin, topics).values().stream()
                    .flatMap(PartitionReplicasCommand::replicas)
                    .toList();
            Map<TopicPartitionReplica, ReplicaLogDirInfo> folders =
                    Await.get(admin.describeReplicaLogDirs(replicas).all());
            folders.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(TopicPartitionReplica::topic)
                            .thenComparingInt(TopicPartitionReplica::partition)
                            .thenComparingInt(TopicPartitionReplica::brokerId)))
                    .forEach(replica -> row(listing, replica.getKey(), replica.getValue()));
        }
        listing.print(shell, output, "There are no replicas.");
        return ExitCode.OK;
    }

    private static Stream<TopicPartitionReplica> replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .flatMap(partition -> partition.replicas().stream()
                        .map(node -> new TopicPartitionReplica(topic.name(), partition.partition(), node.id())));
    }

    private static void row(Listing listing, TopicPartitionReplica replica, ReplicaLogDirInfo info) {
        String folder = info.getCurrentReplicaLogDir();
        String future = info.getFutureReplicaLogDir();
        listing.row(
                replica.topic(),
                replica.partition(),
                replica.brokerId(),
                folder == null ? Cell.UNKNOWN : Cell.known(info.getCurrentReplicaOffsetLag()),
                folder == null ? Cell.UNKNOWN : folder,
                future == null ? Cell.UNKNOWN : future);
    }
}
