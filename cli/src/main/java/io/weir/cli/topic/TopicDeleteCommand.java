package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir topic delete}. */
@Command(
        name = "delete",
        description = "Delete topics with everything in them. There is no way back.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir topic delete orders", "  weir topic delete orders customers --if-exists"})
final class TopicDeleteCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Which topics.")
    private List<String> names = List.of();

    @Option(names = "--internal", description = "Also topics the broker keeps for itself, such as __consumer_offsets.")
    private boolean internal;

    @Option(names = "--if-exists", description = "A topic that does not exist is no failure.")
    private boolean ifExists;

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicDeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.OK;
        refuseInternal();
        try (Admin admin = client.connect().admin()) {
            Map<String, KafkaFuture<Void>> answers = admin.deleteTopics(names).topicNameValues();
            for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
                try {
                    Await.get(answer.getValue());
                    print(answer.getKey());
                } catch (UnknownTopicOrPartitionException e) {
                    exitCode = missing(answer.getKey(), admin) ? exitCode : ExitCode.FAILURE;
                } catch (RuntimeException e) {
                    shell.problem("cannot delete topic '" + answer.getKey() + "': " + Failures.explain(e));
                    exitCode = ExitCode.FAILURE;
                }
            }
        }
        return exitCode;
    }

    /** Nothing is deleted when one of the names would take every group's offsets with it. */
    private void refuseInternal() {
        for (String name : names) {
            if (!internal && Topic.isInternal(name)) {
                throw new CliException("topic '" + name + "' is the broker's own: without it, what groups committed and"
                        + " transactions left open is lost. To delete it all the same, add --internal");
            }
        }
    }

    private boolean missing(String name, Admin admin) {
        if (ifExists) {
            shell.note("Topic " + name + " does not exist.");
        } else {
            shell.problem(Failures.explain(
                    Missing.topic(name, Await.get(admin.listTopics().names()))));
        }
        return ifExists;
    }

    private void print(String name) {
        if (output.json()) {
            shell.out().jsonLine(json -> {
                json.writeStringField("topic", name);
                json.writeBooleanField("deleted", true);
            });
        } else {
            shell.out().line("Deleted topic " + name + ".");
        }
    }
}
