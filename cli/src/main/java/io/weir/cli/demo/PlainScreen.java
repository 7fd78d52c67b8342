package io.weir.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** For logs and pipes: one line of progress every two seconds. */
final class PlainScreen implements Screen {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoClock;
    private long nextNanos;

    PlainScreen(PrintStream out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
        this.nextNanos = nanoClock.getAsLong() + EVERY_NANOS;
    }

    @Override
    public void line(String text) {
        out.println(text);
    }

    @Override
    public void progress(List<Bar> bars) {
        if (nanoClock.getAsLong() >= nextNanos) {
            nextNanos = nanoClock.getAsLong() + EVERY_NANOS;
            print(bars);
        }
    }

    @Override
    public void progressDone() {
        nextNanos = nanoClock.getAsLong() + EVERY_NANOS;
    }

    private void print(List<Bar> bars) {
        out.println("  " + bars.stream().map(Bar::words).collect(Collectors.joining(", ")));
    }
}
