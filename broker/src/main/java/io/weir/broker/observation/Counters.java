package io.weir.broker.observation;

import io.weir.broker.metrics.FlushMetrics;
import io.weir.broker.metrics.RequestMetrics;
import io.weir.log.disk.ColdReadCounts;
import java.util.List;
import java.util.function.Supplier;

/** What the parts of a broker count while they work. */
public record Counters(
        RequestMetrics requests,
        FlushMetrics flushes,
        Supplier<ColdReadCounts> coldReads,
        Supplier<List<ConnectionCounts>> connections) {

    /**
     * The connections of one listener.
     *
     * @param accepted since the start
     * @param refused since the start, because there were too many
     */
    public record ConnectionCounts(String listener, int open, long accepted, long refused) {}
}
