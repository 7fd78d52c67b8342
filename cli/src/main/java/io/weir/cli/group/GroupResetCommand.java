package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group reset}. */
@Command(
        name = "reset",
        description = "Move a group's offsets of a topic. Shows what would change; --execute changes it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir group reset billing --topic orders --to earliest",
            "  weir group reset billing --topic orders --to -100 --execute",
            "  weir group reset billing --topic orders --since 2026-11-21T09:30:00 --execute"
        })
final class GroupResetCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "GROUP", description = "Which group. It must have no members, nor need it exist yet.")
    private String group = "";

    @Option(names = "--topic", paramLabel = "TOPIC", required = true, description = "Which topic.")
    private String topic = "";

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "earliest, latest, an offset, or +N or -N for so many records on or back.")
    private String place = "";

    @Option(names = "--since", paramLabel = "TIME", description = "To the first record that is not older.")
    private String time = "";

    @Option(names = "--execute", description = "Change it. Without this, only show.")
    private boolean execute;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupResetCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (place.isEmpty() == time.isEmpty()) {
            throw CliException.usage("say where to with either --to or --since");
        }
        ResetTarget target = place.isEmpty() ? ResetTarget.parseTime(time) : ResetTarget.parse(place);
        try (Admin admin = client.connect().admin()) {
            boolean share = isShare(admin);
            List<ResetPlan.Move> moves = plan(admin, target, share);
            if (execute) {
                commit(admin, moves, share);
            }
            print(moves);
        }
        return ExitCode.OK;
    }

    private boolean isShare(Admin admin) {
        return Await.get(admin.listGroups().all()).stream()
                .anyMatch(known -> known.groupId().equals(group)
                        && known.type().filter(GroupType.SHARE::equals).isPresent());
    }

    private List<ResetPlan.Move> plan(Admin admin, ResetTarget target, boolean share) {
        try {
            return new ResetPlan(admin, group, share).moves(topic, target);
        } catch (UnknownTopicOrPartitionException e) {
            throw Missing.topic(topic, Await.get(admin.listTopics().names()));
        }
    }

    private void commit(Admin admin, List<ResetPlan.Move> moves, boolean share) {
        if (share) {
            Map<TopicPartition, Long> starts = new HashMap<>();
            moves.forEach(move -> starts.put(move.partition(), move.to()));
            Await.get(admin.alterShareGroupOffsets(group, starts).all());
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        moves.forEach(move -> offsets.put(move.partition(), new OffsetAndMetadata(move.to())));
        try {
            Await.get(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (UnknownMemberIdException e) {
            throw GroupInUse.refusal(group, e);
        }
    }

    private void print(List<ResetPlan.Move> moves) {
        if (output.structured()) {
            moves.forEach(this::printJson);
            return;
        }
        Table table = new Table(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("FROM"),
                Column.number("TO"),
                Column.number("LAG THEN"));
        moves.forEach(move -> table.row(
                move.partition().topic(),
                move.partition().partition(),
                move.from() == GroupView.UNKNOWN ? "-" : Long.toString(move.from()),
                move.to(),
                move.end() - move.to()));
        table.print(shell);
        shell.note(execute ? "Moved." : "Nothing was changed; add --execute to do it.");
    }

    private void printJson(ResetPlan.Move move) {
        shell.out().object(json -> {
            json.writeStringField("group", group);
            json.writeStringField("topic", move.partition().topic());
            json.writeNumberField("partition", move.partition().partition());
            if (move.from() == GroupView.UNKNOWN) {
                json.writeNullField("from");
            } else {
                json.writeNumberField("from", move.from());
            }
            json.writeNumberField("to", move.to());
            json.writeBooleanField("executed", execute);
        });
    }
}
