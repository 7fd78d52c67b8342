package io.weir.benchmarks.stats;

import java.time.Duration;

/** When the requests of a load with a steady rate are due, in nanoseconds of {@link System#nanoTime}. */
public record Schedule(long startNs, double perSecond) {

    private static final double NS_PER_SECOND = 1e9;

    public Schedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("A rate has to be above 0, not " + perSecond);
        }
    }

    /** When the request of this index, from 0, is due. */
    public long dueNs(long index) {
        return startNs + Math.round(index * NS_PER_SECOND / perSecond);
    }

    /** Nanoseconds between two requests. */
    public long spacingNs() {
        return Math.round(NS_PER_SECOND / perSecond);
    }

    /** The requests that are due within this time. */
    public long countIn(Duration time) {
        return Math.round(perSecond * time.toNanos() / NS_PER_SECOND);
    }
}
