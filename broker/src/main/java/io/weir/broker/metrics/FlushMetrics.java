package io.weir.broker.metrics;

import io.weir.log.flush.FlushListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often something was forced to disk, how long that took, and how many logs it served. */
public final class FlushMetrics implements FlushListener {

    private record Counts(Histogram times, LongAdder logs) {}

    /** Not changed once it is made. */
    private final Map<Kind, Counts> byKind = new EnumMap<>(Kind.class);

    public FlushMetrics() {
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new Counts(new Histogram(), new LongAdder()));
        }
    }

    @Override
    public void flushed(Kind kind, long nanos, int logs) {
        Counts counts = of(kind);
        counts.times.took(nanos);
        counts.logs.add(logs);
    }

    public Histogram.Counts times(Kind kind) {
        return of(kind).times.counts();
    }

    /** How many logs were served, each as often as it was. */
    public long logs(Kind kind) {
        return of(kind).logs.sum();
    }

    private Counts of(Kind kind) {
        Counts counts = byKind.get(kind);
        if (counts == null) {
            throw new IllegalArgumentException("no counts for " + kind);
        }
        return counts;
    }
}
