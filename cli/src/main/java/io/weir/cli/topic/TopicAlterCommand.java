package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir topic alter}: more partitions, other configs. */
@Command(
        name = "alter",
        description = "Add partitions to a topic, set its configs, or delete them so that the default applies again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir topic alter orders --partitions 12",
            "  weir topic alter orders --config retention.ms=3600000 --config max.message.bytes=2000000",
            "  weir topic alter orders --delete-config retention.ms"
        })
final class TopicAlterCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String name = "";

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "The new total. Can only grow, and keys then map to other partitions.")
    private @Nullable Integer partitions;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description = "A config to set. Can be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    @Option(
            names = {"--delete-config"},
            paramLabel = "KEY",
            description = "A config to delete. Can be repeated.")
    private List<String> deletions = new ArrayList<>();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicAlterCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (partitions == null && configs.isEmpty() && deletions.isEmpty() && spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing to alter: give --partitions, --config or --delete-config");
        }
        try (Admin admin = client.connect().admin()) {
            new TopicReader(admin).describe(name);
            if (!configs.isEmpty() || !deletions.isEmpty()) {
                alterConfigs(admin);
            }
            if (partitions != null) {
                Await.get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                        .all());
            }
            print(partitions);
        }
        return ExitCode.OK;
    }

    private void alterConfigs(Admin admin) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        checkDeletions(admin, topic);
        List<AlterConfigOp> operations = new ArrayList<>();
        configs.forEach((key, value) -> operations.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
        deletions.forEach(key -> operations.add(new AlterConfigOp(new ConfigEntry(key, ""), OpType.DELETE)));
        Await.get(admin.incrementalAlterConfigs(Map.of(topic, operations)).all());
    }

    /** Brokers take the deletion of a misspelt config for done. */
    private void checkDeletions(Admin admin, ConfigResource topic) {
        if (deletions.isEmpty()) {
            return;
        }
        Set<String> known = Await.get(admin.describeConfigs(List.of(topic)).values(), topic).entries().stream()
                .map(ConfigEntry::name)
                .collect(Collectors.toSet());
        for (String deletion : deletions) {
            if (!known.contains(deletion)) {
                throw Missing.config(deletion, known);
            }
        }
    }

    private void print(@Nullable Integer total) {
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("topic", name);
                json.writeBooleanField("altered", true);
            });
            return;
        }
        configs.forEach((key, value) -> shell.out().line("Set " + key + "=" + value + " for topic " + name + "."));
        deletions.forEach(
                key -> shell.out().line("Deleted " + key + " of topic " + name + ": its default applies again."));
        if (total != null) {
            shell.out().line("Topic " + name + " has " + total + " partitions now.");
        }
    }
}
