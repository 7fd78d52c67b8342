package io.weir.cli.group;

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
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir group delete}. */
@Command(
        name = "delete",
        description = "Delete groups without members, with the offsets they committed. There is no way back.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir group delete billing", "  weir group delete billing shipping"})
final class GroupDeleteCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "Which groups.")
    private List<String> names = List.of();

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupDeleteCommand(Shell shell) {
        this.shell = shell;
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.OK;
        consent.ask("Delete " + String.join(", ", names) + " with the offsets committed?");
        try (Admin admin = client.connect().admin()) {
            Map<String, KafkaFuture<Void>> answers =
                    admin.deleteConsumerGroups(names).deletedGroups();
            for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
                try {
                    Await.get(answer.getValue());
                    print(answer.getKey());
                } catch (RuntimeException e) {
                    shell.problem(why(answer.getKey(), e, admin));
                    exitCode = ExitCode.FAILURE;
                }
            }
        }
        return exitCode;
    }

    private static String why(String name, RuntimeException failure, Admin admin) {
        return switch (failure) {
            case GroupIdNotFoundException _ ->
                Failures.explain(Missing.group(
                        name,
                        Await.get(admin.listGroups().all()).stream()
                                .map(GroupListing::groupId)
                                .toList()));
            case GroupNotEmptyException _ ->
                "group '" + name + "' has members; stop them first. See who they are with: weir group describe " + name;
            default -> "cannot delete group '" + name + "': " + Failures.explain(failure);
        };
    }

    private void print(String name) {
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("group", name);
                json.writeBooleanField("deleted", true);
            });
        } else {
            shell.out().line("Deleted group " + name + ".");
        }
    }
}
