package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir topic offsets}. */
@Command(
        name = "offsets",
        description = "Show where the partitions of a topic begin and end, or which offset they had at a time.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir topic offsets orders",
            "  weir topic offsets orders --partition 0,1",
            "  weir topic offsets orders --at 2026-11-21T09:30:00",
            "  weir topic offsets orders --at newest"
        })
public final class TopicOffsetsCommand implements Callable<Integer> {

    private static final String NEWEST = "newest";

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic = "";

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            split = ",",
            description = "Only these partitions (default: all).")
    private List<Integer> chosen = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The first record not older: milliseconds since 1970, or ISO-8601; or newest, the record with"
                    + " the highest timestamp.")
    private String time = "";

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public TopicOffsetsCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        OffsetSpec at = spec();
        try (Admin admin = client.connect().admin()) {
            List<TopicPartition> partitions = Known.partitions(admin, topic, chosen);
            Listing listing = time.isEmpty() ? ends(admin, partitions) : at(admin, partitions, at);
            listing.print(shell, output, "There are no partitions.");
        }
        return ExitCode.OK;
    }

    private OffsetSpec spec() {
        if (time.equals(NEWEST)) {
            return OffsetSpec.maxTimestamp();
        }
        return time.isEmpty()
                ? OffsetSpec.latest()
                : OffsetSpec.forTimestamp(Instants.parseMs(time, ZoneId.systemDefault()));
    }

    private static Listing ends(Admin admin, List<TopicPartition> partitions) {
        ListOffsetsResult firsts = ask(admin, partitions, OffsetSpec.earliest());
        ListOffsetsResult nexts = ask(admin, partitions, OffsetSpec.latest());
        Listing listing = new Listing(
                Column.text("TOPIC"),
                Column.number("PARTITION"),
                Column.number("FIRST OFFSET"),
                Column.number("NEXT OFFSET"),
                Column.number("OFFSETS").as("count"));
        for (TopicPartition partition : partitions) {
            long first = Await.get(firsts.partitionResult(partition)).offset();
            long next = Await.get(nexts.partitionResult(partition)).offset();
            listing.row(partition.topic(), partition.partition(), first, next, next - first);
        }
        return listing;
    }

    private static Listing at(Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        ListOffsetsResult answers = ask(admin, partitions, spec);
        Listing listing = new Listing(
                Column.text("TOPIC"), Column.number("PARTITION"), Column.number("OFFSET"), Column.text("TIMESTAMP"));
        for (TopicPartition partition : partitions) {
            ListOffsetsResultInfo found = Await.get(answers.partitionResult(partition));
            listing.row(
                    partition.topic(), partition.partition(), Cell.known(found.offset()), Cell.time(found.timestamp()));
        }
        return listing;
    }

    private static ListOffsetsResult ask(Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return admin.listOffsets(specs);
    }
}
