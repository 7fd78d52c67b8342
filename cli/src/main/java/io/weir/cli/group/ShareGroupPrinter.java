package io.weir.cli.group;

import io.weir.cli.group.GroupView.MemberView;
import io.weir.cli.group.InsightReader.Insight;
import io.weir.cli.group.ShareGroupView.PartitionView;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;

/** Puts a {@link ShareGroupView} on standard output. */
final class ShareGroupPrinter {

    private final Shell shell;

    ShareGroupPrinter(Shell shell) {
        this.shell = shell;
    }

    void text(ShareGroupView group) {
        shell.out()
                .line("Group:        " + group.name() + " (share)")
                .line("State:        " + group.state())
                .line("Coordinator:  " + group.coordinator())
                .line("Members:      " + group.members().size())
                .line("Lag:          " + Units.count(group.lag(), "record"));
        if (!group.partitions().isEmpty()) {
            shell.out().text("\n");
            Table table = new Table(
                    Column.text("TOPIC"),
                    Column.number("PARTITION"),
                    Column.number("START"),
                    Column.number("LAG"),
                    Column.number("READERS"));
            group.partitions()
                    .forEach(partition -> table.row(
                            partition.topic(),
                            partition.partition(),
                            known(partition.start()),
                            known(partition.lag()),
                            partition.readers().size()));
            table.print(shell);
        }
        for (MemberView member : group.members()) {
            shell.out().line("Member: " + member.id() + " (" + member.clientId() + ") at " + member.host());
        }
    }

    void json(ShareGroupView group, Insight insight) {
        shell.out().object(json -> {
            json.writeStringField("group", group.name());
            json.writeStringField("type", "Share");
            json.writeStringField("state", group.state());
            json.writeStringField("coordinator", group.coordinator());
            json.writeNumberField("members", group.members().size());
            json.writeNumberField("lag", group.lag());
            json.writeArrayFieldStart("partitions");
            for (PartitionView partition : group.partitions()) {
                json.writeStartObject();
                json.writeStringField("topic", partition.topic());
                json.writeNumberField("partition", partition.partition());
                GroupPrinter.number(json, "start", partition.start());
                GroupPrinter.number(json, "lag", partition.lag());
                GroupPrinter.names(json, "readers", partition.readers());
                json.writeEndObject();
            }
            json.writeEndArray();
            GroupPrinter.names(json, "rebalances", insight.rebalances());
            GroupPrinter.text(json, "waitsFor", insight.waitsFor());
        });
    }

    private static String known(long value) {
        return value == GroupView.UNKNOWN ? "-" : Long.toString(value);
    }
}
