package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Units;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir topic create}: what is not said is left to the broker's defaults. */
@Command(
        name = "create",
        description = "Create topics.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir topic create orders",
            "  weir topic create orders --partitions 6 --config retention.ms=86400000",
            "  weir topic create customers --config cleanup.policy=compact --if-not-exists"
        })
final class TopicCreateCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Names: letters, digits, '.', '_' and '-'.")
    private List<String> names = List.of();

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "How many (default: the broker's num.partitions).")
    private @Nullable Integer partitions;

    @Option(
            names = {"-r", "--replication-factor"},
            paramLabel = "N",
            description = "Copies of each partition (default: the broker's default.replication.factor).")
    private @Nullable Short replicationFactor;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "KEY=VALUE",
            description = "A config of the topic, by Kafka's name for it. Can be repeated.")
    private Map<String, String> configs = new LinkedHashMap<>();

    @Option(names = "--if-not-exists", description = "A topic that exists already is left as it is, and no failure.")
    private boolean ifNotExists;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicCreateCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<NewTopic> topics = names.stream()
                .distinct()
                .map(name -> new NewTopic(name, Optional.ofNullable(partitions), Optional.ofNullable(replicationFactor))
                        .configs(configs))
                .toList();
        int exitCode = ExitCode.OK;
        try (Admin admin = client.connect().admin()) {
            CreateTopicsResult result = admin.createTopics(topics);
            for (String name : result.values().keySet()) {
                try {
                    Await.get(result.values().get(name));
                    print(name, result);
                } catch (TopicExistsException e) {
                    exitCode = existed(name) ? exitCode : ExitCode.FAILURE;
                } catch (RuntimeException e) {
                    shell.problem("cannot create topic '" + name + "': " + Failures.explain(e));
                    exitCode = ExitCode.FAILURE;
                }
            }
        }
        return exitCode;
    }

    private boolean existed(String name) {
        if (ifNotExists) {
            shell.note("Topic " + name + " exists already.");
        } else {
            shell.problem("topic '" + name + "' exists already. See it with: weir topic describe " + name
                    + ", or say --if-not-exists");
        }
        return ifNotExists;
    }

    private void print(String name, CreateTopicsResult result) {
        String id = Await.get(result.topicId(name)).toString();
        int created = Await.get(result.numPartitions(name));
        int replicas = Await.get(result.replicationFactor(name));
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("topic", name);
                json.writeStringField("id", id);
                json.writeNumberField("partitions", created);
                json.writeNumberField("replicationFactor", replicas);
            });
        } else {
            shell.out()
                    .line("Created topic " + name + " with " + Units.count(created, "partition")
                            + ", replication factor " + replicas + ".");
        }
    }
}
