package io.weir.cli.produce;

import io.weir.cli.client.Causes;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Failures;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Units;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir produce}: one record per line of input. */
@Command(
        name = "produce",
        description = "Send records to a topic, one per line of standard input or of a file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  echo 'hello' | weir produce greetings",
            "  printf 'alice:10\\nbob:20\\n' | weir produce scores --key-separator :",
            "  weir produce events --file events.jsonl --compression zstd",
            "  echo '{}' | weir produce events --key 42 --header source=test --timestamp 2026-11-21T09:30:00Z"
        })
public final class ProduceCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", description = "Where to. Brokers that create topics by themselves do so.")
    private String topic = "";

    @Option(
            names = {"--file"},
            paramLabel = "FILE",
            description = "Lines of this file instead of standard input, with a progress bar.")
    private @Nullable Path file;

    @Mixin
    private RecordOptions recordOptions = new RecordOptions();

    @Mixin
    private SendOptions sendOptions = new SendOptions();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public ProduceCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        RecordShape shape = recordOptions.shape(topic);
        // Before the connection: a file that is not there needs no broker to say so.
        try (InputStream input = file == null ? shell.in() : Files.newInputStream(file)) {
            Connection connection = client.connect();
            if (file == null && shell.terminal().inputIsTerminal()) {
                shell.note("One record per line; Ctrl-D ends.");
            }
            long startNs = System.nanoTime();
            SendReport report = send(input, shape, connection);
            return print(report, (System.nanoTime() - startNs) / 1_000_000);
        } catch (IOException e) {
            throw new CliException(
                    "cannot read " + (file == null ? "standard input" : file) + ": " + Causes.brief(e), e);
        }
    }

    private SendReport send(InputStream input, RecordShape shape, Connection connection) throws IOException {
        Path source = file;
        try (Progress progress = source == null
                        ? Progress.silent()
                        : Progress.ofFile(shell, source.getFileName().toString(), Files.size(source));
                Sender sender = new Sender(connection, sendOptions.properties(connection), shape)) {
            return sender.sendAll(new LineReader(input), progress);
        }
    }

    private int print(SendReport report, long elapsedMs) {
        Exception failure = report.firstFailure();
        if (output.structured()) {
            shell.out().object(json -> {
                json.writeStringField("topic", topic);
                json.writeNumberField("sent", report.sent());
                json.writeNumberField("failed", report.failed());
                json.writeNumberField("elapsedMs", elapsedMs);
                if (failure != null) {
                    json.writeStringField("firstFailure", Failures.explain(failure));
                }
            });
        } else {
            shell.note("Sent " + Units.count(report.sent(), "record") + " to " + topic + " in "
                    + Units.seconds(elapsedMs) + ".");
        }
        if (failure == null) {
            return ExitCode.OK;
        }
        shell.problem(Units.count(report.failed(), "record") + " could not be sent; the first because: "
                + Failures.explain(failure));
        return ExitCode.FAILURE;
    }
}
