package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir topic list}. */
@Command(
        name = "list",
        description = "List topics.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir topic list", "  weir topic list order", "  weir topic list --internal --output json"})
final class TopicListCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only topics whose name contains it.")
    private String text = "";

    @Option(names = "--internal", description = "The cluster's own topics too.")
    private boolean internal;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            print(topics(admin));
        }
        return ExitCode.OK;
    }

    private List<TopicDescription> topics(Admin admin) {
        Collection<String> names =
                Await.get(admin.listTopics(new ListTopicsOptions().listInternal(internal))
                                .names())
                        .stream()
                        .filter(name -> name.contains(text))
                        .toList();
        return Await.get(admin.describeTopics(names).allTopicNames()).values().stream()
                .sorted(Comparator.comparing(TopicDescription::name))
                .toList();
    }

    private void print(List<TopicDescription> topics) {
        if (output.structured()) {
            topics.forEach(this::printJson);
            return;
        }
        Table table = new Table(
                Column.text("TOPIC"), Column.number("PARTITIONS"), Column.number("REPLICATION"), Column.text("ID"));
        topics.forEach(topic -> table.row(
                topic.name(), topic.partitions().size(), TopicView.replicationFactor(topic), topic.topicId()));
        if (table.isEmpty()) {
            shell.note(text.isEmpty() ? "There are no topics yet." : "No topic's name contains '" + text + "'.");
        } else {
            table.print(shell);
        }
    }

    private void printJson(TopicDescription topic) {
        shell.out().object(json -> {
            json.writeStringField("topic", topic.name());
            json.writeStringField("id", topic.topicId().toString());
            json.writeNumberField("partitions", topic.partitions().size());
            json.writeNumberField("replicationFactor", TopicView.replicationFactor(topic));
            json.writeBooleanField("internal", topic.isInternal());
        });
    }
}
