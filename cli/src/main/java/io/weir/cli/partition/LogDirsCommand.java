package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.Causes;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir log dirs}. */
@Command(
        name = "dirs",
        description = "Ask brokers for their data folders: what is in them, and how much room is left.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir log dirs", "  weir log dirs --broker 1 --topic orders"})
public final class LogDirsCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--broker", paramLabel = "ID", split = ",", description = "Only these brokers (default: all).")
    private List<Integer> chosen = new ArrayList<>();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The replicas of this topic, one by one.")
    private String topic = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public LogDirsCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            if (!topic.isEmpty()) {
                var _ = Known.topic(admin, topic);
            }
            List<Integer> brokers = chosen.isEmpty()
                    ? Known.brokers(admin).stream().map(Node::id).toList()
                    : chosen.stream().map(id -> Known.broker(admin, id).id()).toList();
            Map<Integer, Map<String, LogDirDescription>> folders =
                    new TreeMap<>(Await.get(admin.describeLogDirs(brokers).allDescriptions()));
            (topic.isEmpty() ? folders(folders) : replicas(folders)).print(shell, output, "There is nothing.");
        }
        return ExitCode.OK;
    }

    private static Listing folders(Map<Integer, Map<String, LogDirDescription>> brokers) {
        Listing listing = new Listing(
                Column.number("BROKER"),
                Column.text("FOLDER"),
                Column.number("REPLICAS"),
                Column.number("SIZE").as("sizeBytes"),
                Column.number("FREE").as("freeBytes"),
                Column.number("DISK").as("diskBytes"),
                Column.text("ERROR"));
        brokers.forEach((broker, folders) -> folders.forEach((path, folder) -> listing.row(
                broker,
                path,
                folder.replicaInfos().size(),
                Cell.bytes(folder.replicaInfos().values().stream()
                        .mapToLong(replica -> replica.size())
                        .sum()),
                Cell.bytes(folder.usableBytes().orElse(-1)),
                Cell.bytes(folder.totalBytes().orElse(-1)),
                folder.error() == null ? Cell.UNKNOWN : Causes.brief(folder.error()))));
        return listing;
    }

    private Listing replicas(Map<Integer, Map<String, LogDirDescription>> brokers) {
        Listing listing = new Listing(
                Column.number("BROKER"),
                Column.number("PARTITION"),
                Column.number("SIZE").as("sizeBytes"),
                Column.number("BEHIND"),
                Column.text("FOLDER"));
        brokers.forEach((broker, folders) ->
                folders.forEach((path, folder) -> folder.replicaInfos().forEach((partition, replica) -> {
                    if (partition.topic().equals(topic)) {
                        listing.row(
                                broker,
                                partition.partition(),
                                Cell.bytes(replica.size()),
                                replica.offsetLag(),
                                path + (replica.isFuture() ? " (moves here)" : ""));
                    }
                })));
        return listing;
    }
}
