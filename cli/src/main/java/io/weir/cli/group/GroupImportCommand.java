package io.weir.cli.group;

import io.weir.cli.client.Await;
import io.weir.cli.client.Causes;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir group import}. */
@Command(
        name = "import",
        description = "Commit the offsets of a file for a group without members, which need not exist yet.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir group import billing --file billing.csv",
            "  weir group export billing | weir group import billing-copy"
        })
final class GroupImportCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "GROUP", description = "Which group.")
    private String group = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Lines of topic,partition,offset (default: standard input).")
    private @Nullable Path file;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    GroupImportCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Map<TopicPartition, OffsetAndMetadata> offsets = read(file);
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (UnknownMemberIdException e) {
            throw GroupInUse.refusal(group, e);
        }
        output.tell(
                "Committed offsets of " + offsets.size() + " partitions for group " + group + ".",
                Fields.of("group", group).and("partitions", offsets.size()));
        return ExitCode.OK;
    }

    private Map<TopicPartition, OffsetAndMetadata> read(@Nullable Path source) {
        if (source == null) {
            return OffsetFile.read(new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)));
        }
        try (BufferedReader reader = Files.newBufferedReader(source)) {
            return OffsetFile.read(reader);
        } catch (IOException e) {
            throw new CliException("cannot read " + source + ": " + Causes.brief(e), e);
        }
    }
}
