package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir group list}. */
@Command(
        name = "list",
        description = "List groups.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir group list", "  weir group list billing", "  weir group list --output json"})
final class GroupListCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "Only groups whose name contains it.")
    private String text = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupListCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            print(Await.get(admin.listGroups().all()).stream()
                    .filter(group -> group.groupId().contains(text))
                    .sorted(Comparator.comparing(GroupListing::groupId))
                    .toList());
        }
        return ExitCode.OK;
    }

    private void print(List<GroupListing> groups) {
        if (output.structured()) {
            groups.forEach(this::printJson);
            return;
        }
        Table table =
                new Table(Column.text("GROUP"), Column.text("STATE"), Column.text("TYPE"), Column.text("PROTOCOL"));
        groups.forEach(group -> table.row(group.groupId(), state(group), type(group), group.protocol()));
        if (table.isEmpty()) {
            shell.note(text.isEmpty() ? "There are no groups yet." : "No group's name contains '" + text + "'.");
        } else {
            table.print(shell);
        }
    }

    private void printJson(GroupListing group) {
        shell.out().object(json -> {
            json.writeStringField("group", group.groupId());
            json.writeStringField("state", state(group));
            json.writeStringField("type", type(group));
            json.writeStringField("protocol", group.protocol());
        });
    }

    private static String state(GroupListing group) {
        return group.groupState().map(Object::toString).orElse("unknown");
    }

    private static String type(GroupListing group) {
        return group.type().map(Object::toString).orElse("classic");
    }
}
