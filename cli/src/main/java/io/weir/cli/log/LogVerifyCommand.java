package io.weir.cli.log;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import io.weir.log.disk.NioDisk;
import io.weir.log.inspect.FolderShape;
import io.weir.log.inspect.LogVerifier;
import io.weir.log.inspect.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir log verify}. */
@Command(
        name = "verify",
        description = {
            "Check everything in a partition folder or a data folder: each batch and its checksum, the order of"
                + " offsets, indexes, aborted transactions, producer snapshots, leader epochs, checkpoints. Say what"
                + " the next start would repair, and what it would cut off.",
            "Changes nothing, and works beside a running broker: what that is half through with is a note then."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All is sound; there may be notes.",
            "1:Something is wrong, or the folder cannot be read.",
            "2:The command line makes no sense; nothing was tried."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir log verify weir-data", "  weir log verify weir-data/orders-0 --output json"})
final class LogVerifyCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "A partition folder, or a data folder with all its partitions.")
    private Path folder = Path.of("");

    @Mixin
    private final OutputOption output;

    LogVerifyCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() throws IOException {
        FolderShape shape = Folders.shape(new NioDisk(), folder);
        Verdict verdict;
        if (output.structured()) {
            VerifyJson printer = new VerifyJson(shell.out());
            verdict = LogVerifier.ofFileSystem(printer).verify(folder);
            printer.end(verdict);
        } else {
            VerifyText printer = new VerifyText(shell.out(), shape == FolderShape.PARTITION);
            verdict = LogVerifier.ofFileSystem(printer).verify(folder);
            printer.end(verdict);
        }
        return verdict.isSound() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
