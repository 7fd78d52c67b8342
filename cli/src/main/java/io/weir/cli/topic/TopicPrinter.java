package io.weir.cli.topic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Units;
import io.weir.cli.topic.TopicView.ConfigView;
import io.weir.cli.topic.TopicView.PartitionView;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Puts a {@link TopicView} on standard output. */
final class TopicPrinter {

    private final Shell shell;

    TopicPrinter(Shell shell) {
        this.shell = shell;
    }

    void text(TopicView topic) {
        shell.out()
                .line("Topic:       " + topic.name() + (topic.internal() ? " (internal)" : ""))
                .line("Id:          " + topic.id())
                .line("Partitions:  " + topic.partitions().size() + ", replication factor " + topic.replicationFactor())
                .line("Size:        " + Units.bytes(topic.sizeBytes()));
        String label = "Configs:     ";
        for (Map.Entry<String, ConfigView> config : topic.configs().entrySet()) {
            shell.out().line(label + config.getKey() + "=" + shown(config.getValue()));
            label = " ".repeat(label.length());
        }
        shell.out().text("\n");
        Table table = new Table(
                Column.number("PARTITION"),
                Column.number("LEADER"),
                Column.text("REPLICAS"),
                Column.text("IN SYNC"),
                Column.number("FIRST OFFSET"),
                Column.number("NEXT OFFSET"),
                Column.number("SIZE"));
        for (PartitionView partition : topic.partitions()) {
            table.row(
                    partition.partition(),
                    known(partition.leader()),
                    commas(partition.replicas()),
                    commas(partition.inSync()),
                    known(partition.firstOffset()),
                    known(partition.nextOffset()),
                    partition.sizeBytes() == TopicView.UNKNOWN ? "-" : Units.bytes(partition.sizeBytes()));
        }
        table.print(shell);
    }

    private static String shown(ConfigView config) {
        return config.own() ? config.value() : config.value() + " (set for the brokers)";
    }

    private static String known(long value) {
        return value == TopicView.UNKNOWN ? "-" : Long.toString(value);
    }

    private static String commas(List<Integer> ids) {
        return String.join(",", ids.stream().map(String::valueOf).toList());
    }

    void json(TopicView topic) {
        shell.out().object(json -> {
            json.writeStringField("topic", topic.name());
            json.writeStringField("id", topic.id());
            json.writeBooleanField("internal", topic.internal());
            json.writeNumberField("replicationFactor", topic.replicationFactor());
            json.writeNumberField("sizeBytes", topic.sizeBytes());
            json.writeObjectFieldStart("configs");
            for (Map.Entry<String, ConfigView> config : topic.configs().entrySet()) {
                json.writeStringField(config.getKey(), config.getValue().value());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("partitions");
            for (PartitionView partition : topic.partitions()) {
                partitionJson(json, partition);
            }
            json.writeEndArray();
        });
    }

    /** What is unknown is null, so that nobody adds it up. */
    private static void partitionJson(JsonGenerator json, PartitionView partition) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        number(json, "leader", partition.leader());
        ids(json, "replicas", partition.replicas());
        ids(json, "inSyncReplicas", partition.inSync());
        number(json, "firstOffset", partition.firstOffset());
        number(json, "nextOffset", partition.nextOffset());
        number(json, "sizeBytes", partition.sizeBytes());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String field, long value) throws IOException {
        if (value == TopicView.UNKNOWN) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value);
        }
    }

    private static void ids(JsonGenerator json, String field, List<Integer> ids) throws IOException {
        json.writeArrayFieldStart(field);
        for (int id : ids) {
            json.writeNumber(id);
        }
        json.writeEndArray();
    }
}
