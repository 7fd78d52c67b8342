package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir streams reset}. What is on the disks of the application's own machines it cannot reach. */
@Command(
        name = "reset",
        description = {
            "Put an application of Kafka Streams back to its beginning: its offsets of input topics, and its own"
                    + " topics.",
            "",
            "Shows what would change; --execute changes it. Then call KafkaStreams#cleanUp() before the application's"
                    + " next start: its local state is on its own machines."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir streams reset word-count --input-topic lines",
            "  weir streams reset word-count --input-topic lines --to latest --execute --yes"
        })
final class StreamsResetCommand implements Callable<Integer> {

    private static final Pattern INTERNAL =
            Pattern.compile("-(changelog|repartition|subscription-registration-topic|subscription-response-topic)$");

    private final Shell shell;

    @Parameters(paramLabel = "APPLICATION", description = "Its application.id.")
    private String application = "";

    @Option(names = "--input-topic", paramLabel = "TOPIC", split = ",", description = "Can be repeated.")
    private List<String> inputs = List.of();

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description =
                    "earliest, latest, an offset, or +N or -N for so many records on or back (default: earliest).")
    private String place = "earliest";

    @Option(names = "--execute", description = "Change it. Without this, only show.")
    private boolean execute;

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    StreamsResetCommand(Shell shell) {
        this.shell = shell;
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        ResetTarget target = ResetTarget.parse(place);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Listing listing = new Listing(Column.text("WHAT"), Column.text("NAME"), Column.text("BECOMES"));
        try (Admin admin = client.connect().admin()) {
            for (String input : inputs) {
                var _ = Known.topic(admin, input);
                for (ResetPlan.Move move : new ResetPlan(admin, application, false).moves(input, target)) {
                    offsets.put(move.partition(), new OffsetAndMetadata(move.to()));
                    listing.row("offset", move.partition().toString(), move.to());
                }
            }
            List<String> own = own(admin);
            own.forEach(topic -> listing.row("topic", topic, "deleted"));
            if (execute && !listing.isEmpty()) {
                consent.ask("Do it?");
                carryOut(admin, offsets, own);
            }
        }
        listing.print(shell, output, "Application " + application + " has nothing to put back.");
        shell.note(execute ? "Done." : "Nothing was changed; add --execute to do it.");
        return ExitCode.OK;
    }

    private List<String> own(Admin admin) {
        return Await.get(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(application + "-"))
                .filter(topic -> INTERNAL.matcher(topic).find())
                .sorted()
                .toList();
    }

    private void carryOut(Admin admin, Map<TopicPartition, OffsetAndMetadata> offsets, List<String> own) {
        try {
            if (!offsets.isEmpty()) {
                Await.get(admin.alterConsumerGroupOffsets(application, offsets).all());
            }
        } catch (UnknownMemberIdException e) {
            throw GroupInUse.refusal(application, e);
        }
        Await.get(admin.deleteTopics(own).all());
    }
}
