package io.weir.cli.topic;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.Consent;
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
        footer = {"  weir topic delete orders", "  weir topic delete orders customers --if-exists --yes"})
final class TopicDeleteCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Which topics.")
    private List<String> names = List.of();

    @Option(names = "--internal", description = "Also topics the broker keeps for itself, such as __consumer_offsets.")
    private boolean internal;

    @Option(names = "--if-exists", description = "A topic that does not exist is no failure.")
    private boolean ifExists;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    TopicDeleteCommand(Shell shell) {
        this.shell = shell;
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.OK;
        askFirst();
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

    /** Nothing is deleted when one of the names would take every group's offsets with it, unless somebody insists. */
    private void askFirst() {
        List<String> own = names.stream().filter(Topic::isInternal).toList();
        if (own.isEmpty() || internal) {
            consent.ask("Delete " + String.join(", ", names) + " with everything in "
                    + (names.size() == 1 ? "it?" : "them?"));
        } else {
            consent.demand(
                    "Delete " + String.join(", ", names) + "?",
                    "topic '" + own.getFirst() + "' is the broker's own: without it, what groups committed and"
                            + " transactions left open is lost");
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
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("topic", name);
                json.writeBooleanField("deleted", true);
            });
        } else {
            shell.out().line("Deleted topic " + name + ".");
        }
    }
}
