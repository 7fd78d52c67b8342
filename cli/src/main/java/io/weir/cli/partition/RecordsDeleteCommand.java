package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir records delete}. */
@Command(
        name = "delete",
        description = "Delete the records before an offset, or all there are. There is no way back.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir records delete orders --partition 0 --before-offset 1000",
            "  weir records delete orders --all --yes"
        })
final class RecordsDeleteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TOPIC", description = "Of which topic.")
    private String topic = "";

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            split = ",",
            description = "Only of these partitions (default: all).")
    private List<Integer> chosen = new ArrayList<>();

    @Option(names = "--before-offset", paramLabel = "OFFSET", description = "The first offset that is kept.")
    private @Nullable Long before;

    @Option(names = "--all", description = "All records that are there now.")
    private boolean all;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    RecordsDeleteCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        RecordsToDelete what = what(before);
        try (Admin admin = client.connect().admin()) {
            List<TopicPartition> partitions = Known.partitions(admin, topic, chosen);
            consent.ask("Delete " + (all ? "all records" : "the records before offset " + before) + " of "
                    + (chosen.isEmpty() ? topic : partitions) + "?");
            Map<TopicPartition, KafkaFuture<DeletedRecords>> answers = admin.deleteRecords(
                            partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> what)))
                    .lowWatermarks();
            for (TopicPartition partition : partitions) {
                long first = Await.get(answers, partition).lowWatermark();
                output.tell(
                        partition + " begins at offset " + first + " now.",
                        Fields.of("topic", topic)
                                .and("partition", partition.partition())
                                .and("firstOffset", first));
            }
        }
        return ExitCode.OK;
    }

    private RecordsToDelete what(@Nullable Long offset) {
        if (all == (offset != null)) {
            throw CliException.usage("say what to delete with either --before-offset or --all");
        }
        if (offset != null && offset < 0) {
            throw CliException.usage("--before-offset must be at least 0, not " + offset + "; all records: --all");
        }
        // Kafka's word for the end of a partition is -1.
        return RecordsToDelete.beforeOffset(offset == null ? -1 : offset);
    }
}
