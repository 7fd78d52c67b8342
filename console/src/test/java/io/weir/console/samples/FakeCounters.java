package io.weir.console.samples;

import io.weir.broker.metrics.Histogram;
import java.util.function.Supplier;

/** Counters whose time is told to them. */
final class FakeCounters implements Supplier<Reading> {

    static final long START_MS = 1_700_000_000_000L;

    final Histogram produce = new Histogram();
    final Histogram fetch = new Histogram();
    long seconds;
    long bytesIn;
    boolean failing;

    @Override
    public Reading get() {
        if (failing) {
            throw new IllegalStateException("made to fail");
        }
        return new Reading(
                START_MS + seconds * 1000,
                seconds * 1_000_000_000,
                new Reading.Traffic(bytesIn, 0, 0, 0, 3),
                produce.counts(),
                fetch.counts(),
                42);
    }
}
