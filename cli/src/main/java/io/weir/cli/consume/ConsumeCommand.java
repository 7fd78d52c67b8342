package io.weir.cli.consume;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Known;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Interruption;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir consume}: records onto standard output. */
@Command(
        name = "consume",
        description = {
            "Print the records of a topic, then stop; or go on with --follow.",
            "",
            "Placeholders of --format: %%t topic, %%p partition, %%o offset, %%k key, %%v value, %%h headers,"
                    + " %%T timestamp in ms, %%I timestamp in ISO-8601, %%K and %%S sizes of key and value,"
                    + " %%%% a percent sign; \\n, \\t, \\r, \\0 and \\\\ as in C."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir consume greetings",
            "  weir consume orders --follow --format '%%p/%%o %%k: %%v'",
            "  weir consume orders --timestamp 2026-11-21T09:30:00 --count 10 --output json",
            "  weir consume orders --offset -5",
            "  weir consume orders --group billing --follow",
            "  weir consume orders --group workers --share --count 10"
        })
public final class ConsumeCommand implements Callable<Integer> {

    private static final int PATIENCE_TIMEOUTS = 3;
    private static final int FOLLOW_WAIT_MS = 500;
    private static final int END_WAIT_MS = 20;
    private static final Duration SHARE_IDLE = Duration.ofSeconds(5);

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", description = "Which topic.")
    private String topic = "";

    @Mixin
    private StartOptions start = new StartOptions();

    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "As a member of this group: shares partitions, starts where it committed, commits.")
    private @Nullable String group;

    @Option(
            names = {"--share"},
            description = "The group is a share group, whose members share records, not partitions. Stops when none has"
                    + " come for 5 s, or for --timeout; a new group begins at the end unless its config"
                    + " share.auto.offset.reset says otherwise.")
    private boolean share;

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            split = ",",
            description = "Only these partitions (default: all).")
    private List<Integer> partitions = new ArrayList<>();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Stop after so many records.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = {"-f", "--follow"},
            description = "Wait for new records instead of stopping at the end. Ctrl-C ends.")
    private boolean follow;

    @Option(
            names = {"--timeout"},
            paramLabel = "SECONDS",
            description = "Stop when no record has come for so long; exit code 1 if --count was not reached.")
    private @Nullable Double timeoutSeconds;

    @Mixin
    private PrintOptions print = new PrintOptions();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ConsumeCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (count < 1) {
            throw CliException.usage("--count must be at least 1, not " + count);
        }
        RecordPrinter printer = print.printer(output.structured());
        if (share) {
            return share(printer, Optional.ofNullable(group));
        }
        StopRule rule = new StopRule(count, follow, idle(timeoutSeconds));
        Map<String, Object> defaults = defaults(group);
        StartPosition position = start.position(follow);
        Connection connection = client.connect();
        try (Interruption interruption = Interruption.listen();
                Consumer<byte[], byte[]> consumer = connection.consumer(defaults)) {
            interruption.onRequest(consumer::wakeup);
            List<TopicPartition> chosen = choose(consumer.partitionsFor(topic), consumer);
            Source source = group == null ? new Source.Partitions(chosen, position) : new Source.Group(topic);
            if (follow && shell.terminal().errorIsTerminal()) {
                shell.note("Following " + topic + "; Ctrl-C ends.");
            }
            ConsumeLoop loop = new ConsumeLoop(consumer, source, rule, printer, shell.out());
            return verdict(loop.run(connection.timeout().multipliedBy(PATIENCE_TIMEOUTS)));
        }
    }

    private int share(RecordPrinter printer, Optional<String> members) {
        if (members.isEmpty() || !partitions.isEmpty() || start.said()) {
            throw CliException.usage("--share wants --group, and no --partition, --offset, --timestamp or"
                    + " --from-beginning: where a share group reads is kept by the broker");
        }
        boolean patient = follow || timeoutSeconds != null;
        StopRule rule = new StopRule(count, follow, patient ? idle(timeoutSeconds) : SHARE_IDLE);
        Connection connection = client.connect();
        try (Admin admin = connection.admin()) {
            var _ = Known.topic(admin, topic);
        }
        try (Interruption interruption = Interruption.listen();
                ShareConsumer<byte[], byte[]> consumer = connection.shareConsumer(members.get())) {
            interruption.onRequest(consumer::wakeup);
            consumer.subscribe(List.of(topic));
            return verdict(new ShareLoop(consumer, rule, printer, shell.out()).run());
        }
    }

    private static Duration idle(@Nullable Double seconds) {
        if (seconds == null) {
            return StopRule.FOREVER;
        }
        if (seconds <= 0 || seconds.isNaN() || seconds > StopRule.FOREVER.toSeconds()) {
            throw CliException.usage("--timeout must be more than 0 seconds, not " + seconds);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private Map<String, Object> defaults(@Nullable String groupId) {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // The end is known beforehand: nothing is gained by waiting for more than there is.
        defaults.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, follow ? FOLLOW_WAIT_MS : END_WAIT_MS);
        // Without a group the start is sought explicitly; this is for records that retention deletes meanwhile.
        defaults.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        if (groupId != null) {
            if (!partitions.isEmpty()) {
                throw CliException.usage("a group shares out the partitions itself: leave out --partition or --group");
            }
            defaults.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
            defaults.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, start.groupReset());
        }
        return defaults;
    }

    private List<TopicPartition> choose(@Nullable List<PartitionInfo> existing, Consumer<?, ?> consumer) {
        if (existing == null || existing.isEmpty()) {
            throw Missing.topic(topic, consumer.listTopics().keySet());
        }
        List<Integer> all =
                existing.stream().map(PartitionInfo::partition).sorted().toList();
        for (int wanted : partitions) {
            if (!all.contains(wanted)) {
                throw new CliException(
                        "topic '" + topic + "' has no partition " + wanted + "; the last is " + all.getLast());
            }
        }
        return (partitions.isEmpty() ? all : partitions)
                .stream()
                        .distinct()
                        .map(partition -> new TopicPartition(topic, partition))
                        .toList();
    }

    private int verdict(long printed) {
        if (timeoutSeconds != null && count != Long.MAX_VALUE && printed < count) {
            shell.problem("only " + Units.count(printed, "record") + " of " + count + " came in time");
            return ExitCode.FAILURE;
        }
        return ExitCode.OK;
    }
}
