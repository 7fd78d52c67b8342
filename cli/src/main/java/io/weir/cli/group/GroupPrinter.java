package io.weir.cli.group;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.cli.group.GroupView.MemberView;
import io.weir.cli.group.GroupView.Move;
import io.weir.cli.group.GroupView.PartitionView;
import io.weir.cli.group.InsightReader.Insight;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;
import java.io.IOException;
import java.util.List;

/** Puts a {@link GroupView} on standard output. */
final class GroupPrinter {

    private final Shell shell;

    GroupPrinter(Shell shell) {
        this.shell = shell;
    }

    void text(GroupView group) {
        shell.out()
                .line("Group:        " + group.name())
                .line("State:        " + group.state()
                        + (group.assignor().isEmpty() ? "" : " (" + group.assignor() + ")"))
                .line("Coordinator:  " + group.coordinator())
                .line("Members:      " + group.memberCount())
                .line("Lag:          " + Units.count(group.lag(), "record")
                        + (group.unknownLags() == 0
                                ? ""
                                : ", not counting " + Units.count(group.unknownLags(), "partition")
                                        + " of which it is not known"));
        if (!group.partitions().isEmpty()) {
            shell.out().text("\n");
            partitions(group).print(shell);
        }
        for (MemberView member : group.members().idle()) {
            shell.out().line("Without a partition: " + member.id() + " at " + member.host());
        }
        for (Move move : group.members().moving()) {
            shell.out()
                    .line("On its way: " + move.member().id() + told(" has yet to give up ", move.givesUp())
                            + told(" waits for ", move.waitsFor()));
        }
        if (!group.unowned().isEmpty()) {
            shell.out().line("Read by nobody: " + String.join(", ", group.unowned()));
        }
    }

    private static Table partitions(GroupView group) {
        Table table = new Table(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("COMMITTED"),
                Column.number("END"),
                Column.number("LAG"),
                Column.text("MEMBER"),
                Column.text("HOST"));
        for (PartitionView partition : group.partitions()) {
            table.row(
                    partition.topic(),
                    partition.partition(),
                    known(partition.committed()),
                    known(partition.end()),
                    known(partition.lag()),
                    orDash(partition.member().id()),
                    orDash(partition.member().host()));
        }
        return table;
    }

    private static String told(String what, List<String> partitions) {
        return partitions.isEmpty() ? "" : what + String.join(", ", partitions) + ";";
    }

    private static String known(long value) {
        return value == GroupView.UNKNOWN ? "-" : Long.toString(value);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    void json(GroupView group, Insight insight) {
        shell.out().object(json -> {
            json.writeStringField("group", group.name());
            json.writeStringField("state", group.state());
            json.writeStringField("assignor", group.assignor());
            json.writeStringField("coordinator", group.coordinator());
            json.writeNumberField("members", group.memberCount());
            json.writeNumberField("lag", group.lag());
            json.writeArrayFieldStart("partitions");
            for (PartitionView partition : group.partitions()) {
                partitionJson(json, partition);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("idleMembers");
            for (MemberView member : group.members().idle()) {
                json.writeString(member.id());
            }
            json.writeEndArray();
            names(
                    json,
                    "movingMembers",
                    group.members().moving().stream()
                            .map(move -> move.member().id())
                            .toList());
            names(json, "unownedPartitions", group.unowned());
            names(json, "rebalances", insight.rebalances());
            text(json, "waitsFor", insight.waitsFor());
        });
    }

    /** What is unknown is null, so that nobody adds it up. */
    private static void partitionJson(JsonGenerator json, PartitionView partition) throws IOException {
        json.writeStartObject();
        json.writeStringField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
        number(json, "committed", partition.committed());
        number(json, "end", partition.end());
        number(json, "lag", partition.lag());
        text(json, "member", partition.member().id());
        text(json, "clientId", partition.member().clientId());
        text(json, "host", partition.member().host());
        json.writeEndObject();
    }

    static void names(JsonGenerator json, String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    static void number(JsonGenerator json, String field, long value) throws IOException {
        if (value == GroupView.UNKNOWN) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    static void text(JsonGenerator json, String field, String value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }
}
