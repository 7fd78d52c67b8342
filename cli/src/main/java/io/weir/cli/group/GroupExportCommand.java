package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir group export}: the CSV of Kafka's own tool, so that either reads what the other wrote. */
@Command(
        name = "export",
        description = "Print a group's offsets as lines of topic,partition,offset, which 'weir group import' reads.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir group export billing >billing.csv", "  weir group import billing --file billing.csv"})
final class GroupExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "GROUP", description = "Which group.")
    private String group = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupExportCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            var _ = Known.group(admin, group);
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    Await.get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            offsets.keySet().stream()
                    .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                    .forEach(partition -> {
                        OffsetAndMetadata offset = offsets.get(partition);
                        if (offset != null) {
                            output.tell(
                                    partition.topic() + "," + partition.partition() + "," + offset.offset(),
                                    Fields.of("topic", partition.topic())
                                            .and("partition", partition.partition())
                                            .and("offset", offset.offset()));
                        }
                    });
        }
        return ExitCode.OK;
    }
}
