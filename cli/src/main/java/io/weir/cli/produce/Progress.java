package io.weir.cli.produce;

import io.weir.cli.terminal.Shell;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far through the input a command is. */
interface Progress extends AutoCloseable {

    /** Bytes of input read so far. */
    void reached(long bytes);

    @Override
    void close();

    /** Says nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void reached(long bytes) {}

            @Override
            public void close() {}
        };
    }

    /** A bar on standard error where a person watches it, else nothing. */
    static Progress ofFile(Shell shell, String task, long totalBytes) {
        if (!shell.terminal().errorIsTerminal()) {
            return silent();
        }
        int width = Math.min(shell.terminal().columns(), 100);
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(totalBytes)
                .setUnit(" MiB", 1024 * 1024)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                // A consumer of fixed width: asking the terminal for it would load JLine.
                .setConsumer(new ConsoleProgressBarConsumer(shell.err(), width))
                .build();
        return new Progress() {
            @Override
            public void reached(long bytes) {
                bar.stepTo(bytes);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
