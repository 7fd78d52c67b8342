package io.weir.cli.log;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.log.disk.NioDisk;
import io.weir.log.inspect.DumpEvent;
import io.weir.log.inspect.DumpRange;
import io.weir.log.inspect.LogDumper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir log dump}. */
@Command(
        name = "dump",
        description = {
            "Show what lies in the files of a partition folder, a data folder, or in one file: batches, indexes,"
                    + " producer snapshots, leader epochs, checkpoints.",
            "Changes nothing, and works beside a running broker."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir log dump weir-data/orders-0",
            "  weir log dump weir-data/orders-0/00000000000000000000.log --records --from 100 --to 120",
            "  weir log dump weir-data --output json"
        })
final class LogDumpCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "PATH", description = "A partition folder, a data folder, or a file of one of them.")
    private Path path = Path.of("");

    @Option(names = "--records", description = "The records too, control records spelt out.")
    private boolean records;

    @Option(
            names = "--from",
            paramLabel = "OFFSET",
            defaultValue = "0",
            description = "Only batches that reach this offset, and records from it on.")
    private long from;

    @Option(
            names = "--to",
            paramLabel = "OFFSET",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Only batches and records up to this offset.")
    private long to;

    @Mixin
    private final OutputOption output;

    LogDumpCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() throws IOException {
        if (from > to) {
            throw CliException.usage("--from " + from + " lies behind --to " + to + "; nothing is in between");
        }
        Consumer<DumpEvent> printer = output.structured() ? new DumpJson(shell.out()) : new DumpText(shell.out());
        NioDisk disk = new NioDisk();
        LogDumper dumper = new LogDumper(disk, new DumpRange(from, to, records), printer);
        if (Files.isRegularFile(path)) {
            dumper.file(path);
        } else {
            Folders.shape(disk, path);
            dumper.folder(path);
        }
        return ExitCode.OK;
    }
}
