package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group kick}. */
@Command(
        name = "kick",
        description = "Remove members from a group: all of them, or static ones that do not come back.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir group kick billing --instance worker-3", "  weir group kick billing --all"})
final class GroupKickCommand implements Callable<Integer> {

    @Parameters(paramLabel = "GROUP", description = "Which group.")
    private String group = "";

    @Option(
            names = "--instance",
            paramLabel = "ID",
            split = ",",
            description = "The group.instance.id of a static member. Can be repeated.")
    private List<String> instances = List.of();

    @Option(names = "--all", description = "All members. Those that still live join again.")
    private boolean all;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupKickCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (all != instances.isEmpty()) {
            throw CliException.usage("say whom to remove with either --instance or --all");
        }
        try (Admin admin = client.connect().admin()) {
            var _ = Known.group(admin, group);
            String who = all ? "all members" : String.join(", ", instances);
            consent.ask("Remove " + who + " from group " + group + "?");
            RemoveMembersFromConsumerGroupOptions options = all
                    ? new RemoveMembersFromConsumerGroupOptions()
                    : new RemoveMembersFromConsumerGroupOptions(
                            instances.stream().map(MemberToRemove::new).toList());
            Await.get(admin.removeMembersFromConsumerGroup(group, options).all());
            output.tell(
                    "Removed " + who + " from group " + group + ".",
                    Fields.of("group", group).and("all", all).and("instances", instances));
        }
        return ExitCode.OK;
    }
}
