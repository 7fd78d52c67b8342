package io.weir.cli.partition;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Failures;
import io.weir.cli.client.Known;
import io.weir.cli.client.Names;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir partition elect}. */
@Command(
        name = "elect",
        description = "Let the first replica of partitions lead; with --unclean, one that is not in sync.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir partition elect --all",
            "  weir partition elect orders-0 orders-1",
            "  weir partition elect orders-0 --unclean --yes"
        })
final class PartitionElectCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "PARTITION", arity = "0..*", description = "As in orders-0.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All partitions of all topics.")
    private boolean all;

    @Option(
            names = "--unclean",
            description = "Of a partition without a leader: who is left leads, and what only the others had is lost.")
    private boolean unclean;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    PartitionElectCommand(Shell shell) {
        this.shell = shell;
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (all != names.isEmpty()) {
            throw CliException.usage("name partitions, as in orders-0, or say --all");
        }
        Set<TopicPartition> partitions = names.stream().map(Names::partition).collect(Collectors.toSet());
        try (Admin admin = client.connect().admin()) {
            partitions.forEach(partition -> Known.partitions(admin, partition.topic(), List.of(partition.partition())));
            if (unclean) {
                consent.demand(
                        "Elect uncleanly?", "an unclean election loses what only the replicas that are away have");
            }
            return report(elect(admin, partitions));
        }
    }

    private Map<TopicPartition, Optional<Throwable>> elect(Admin admin, Set<TopicPartition> partitions) {
        return Await.get(admin.electLeaders(
                        unclean ? ElectionType.UNCLEAN : ElectionType.PREFERRED, all ? everything() : partitions)
                .partitions());
    }

    /** Kafka's clients ask for all partitions by this. */
    private static @Nullable Set<TopicPartition> everything() {
        return null;
    }

    private int report(Map<TopicPartition, Optional<Throwable>> answers) {
        int exitCode = ExitCode.OK;
        int elected = 0;
        for (Map.Entry<TopicPartition, Optional<Throwable>> answer : answers.entrySet()) {
            Throwable failure = answer.getValue().orElse(null);
            if (failure == null) {
                elected++;
                tell(answer.getKey(), "A leader was elected for " + answer.getKey() + ".", true);
            } else if (failure instanceof ElectionNotNeededException) {
                tell(answer.getKey(), answer.getKey() + " has the leader it should have.", false);
            } else {
                shell.problem("no leader was elected for " + answer.getKey() + ": " + Failures.explain(failure));
                exitCode = ExitCode.FAILURE;
            }
        }
        if (all && elected == 0 && exitCode == ExitCode.OK) {
            shell.note("All partitions have the leader they should have.");
        }
        return exitCode;
    }

    /** With --all only what changed is worth a line. */
    private void tell(TopicPartition partition, String sentence, boolean elected) {
        if (elected || !all) {
            output.tell(
                    sentence,
                    Fields.of("topic", partition.topic())
                            .and("partition", partition.partition())
                            .and("elected", elected));
        }
    }
}
