package io.weir.cli.bench;

import io.weir.cli.terminal.Shell;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error where a person watches it, else nothing. */
interface BenchProgress extends AutoCloseable {

    /** So many records are sent. */
    void sent(int records);

    @Override
    void close();

    static BenchProgress of(Shell shell, int records) {
        if (!shell.terminal().errorIsTerminal()) {
            return new BenchProgress() {
                @Override
                public void sent(int records) {}

                @Override
                public void close() {}
            };
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("bench")
                .setInitialMax(records)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                // A consumer of fixed width: asking the terminal for it would load JLine.
                .setConsumer(new ConsoleProgressBarConsumer(
                        shell.err(), Math.min(shell.terminal().columns(), 100)))
                .build();
        return new BenchProgress() {
            @Override
            public void sent(int records) {
                bar.stepTo(records);
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }
}
