package io.weir.cli.broker;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir broker describe}. */
@Command(
        name = "describe",
        description = "Show where a broker is, what it keeps where, and which of its configs are no defaults.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir broker describe 1", "  weir broker describe 1 --output json"})
final class BrokerDescribeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "BROKER", description = "Its node.id.")
    private int id;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    BrokerDescribeCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            Node broker = Known.broker(admin, id);
            Map<String, LogDirDescription> folders =
                    new TreeMap<>(Await.get(admin.describeLogDirs(List.of(id)).descriptions(), id));
            Map<String, String> configs = configs(admin);
            if (output.structured()) {
                Fields fields = Fields.of("broker", id)
                        .and("address", broker.host() + ":" + broker.port())
                        .and("rack", broker.hasRack() ? broker.rack() : Cell.UNKNOWN)
                        .and("folders", folders.keySet())
                        .and("configs", configs);
                output.tell("", fields);
            } else {
                print(broker, folders, configs);
            }
        }
        return ExitCode.OK;
    }

    private Map<String, String> configs(Admin admin) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(id));
        Map<String, String> configs = new TreeMap<>();
        for (ConfigEntry entry : Await.get(
                        admin.describeConfigs(List.of(resource)).values(), resource)
                .entries()) {
            if (!entry.isDefault()) {
                configs.put(entry.name(), entry.isSensitive() ? "(hidden)" : String.valueOf(entry.value()));
            }
        }
        return configs;
    }

    private void print(Node broker, Map<String, LogDirDescription> folders, Map<String, String> configs) {
        shell.out()
                .line("Broker:   " + id)
                .line("Address:  " + broker.host() + ":" + broker.port())
                .line("Rack:     " + (broker.hasRack() ? broker.rack() : "-"));
        String label = "Configs:  ";
        for (Map.Entry<String, String> config : configs.entrySet()) {
            shell.out().line(label + config.getKey() + "=" + config.getValue());
            label = " ".repeat(label.length());
        }
        shell.out().line("");
        Listing listing = new Listing(
                Column.text("FOLDER"), Column.number("PARTITIONS"), Column.number("SIZE"), Column.number("DISK FREE"));
        folders.forEach((path, folder) -> listing.row(
                path,
                folder.replicaInfos().size(),
                Cell.bytes(folder.replicaInfos().values().stream()
                        .mapToLong(replica -> replica.size())
                        .sum()),
                Cell.bytes(folder.usableBytes().orElse(-1))));
        listing.print(shell, output, "It keeps nothing.");
    }
}
