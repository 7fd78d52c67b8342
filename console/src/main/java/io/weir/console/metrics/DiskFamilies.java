package io.weir.console.metrics;

import io.weir.broker.metrics.FlushMetrics;
import io.weir.broker.observation.Counters;
import io.weir.log.disk.ColdReadCounts;
import io.weir.log.flush.FlushListener;
import java.util.List;
import java.util.Locale;

/** What the disk had to do, and the connections of clients. */
final class DiskFamilies {

    private static final double NANOS_A_SECOND = 1e9;

    private DiskFamilies() {}

    static List<Family> of(Counters counters) {
        Family.Times times = Family.times(
                "weir_log_flush_duration_seconds",
                "How long forcing to disk took: a journal (group commit), a log's own files, a file system.");
        Family.Counter logs = Family.counter("weir_log_flushed_logs", "Logs served by that, each time each.");
        FlushMetrics flushes = counters.flushes();
        for (FlushListener.Kind kind : FlushListener.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            times.add(flushes.times(kind), "kind", name);
            logs.add(flushes.logs(kind), "kind", name);
        }
        ColdReadCounts cold = counters.coldReads().get();
        Family.Gauge open = Family.gauge("weir_connections", "Open connections of clients.");
        Family.Counter accepted = Family.counter("weir_connections_accepted", "Connections that were let in.");
        Family.Counter refused = Family.counter(
                "weir_connections_refused",
                "Connections that were closed at once: too many, or no file descriptor left.");
        for (Counters.ConnectionCounts listener : counters.connections().get()) {
            open.add(listener.open(), "listener", listener.listener());
            accepted.add(listener.accepted(), "listener", listener.listener());
            refused.add(listener.refused(), "listener", listener.listener());
        }
        return List.of(
                times,
                logs,
                Family.counter("weir_cold_reads", "Reads of what was not in memory, for which somebody waited.")
                        .add(cold.reads()),
                Family.counter("weir_cold_read_bytes", "Bytes of these.").add(cold.bytes()),
                Family.counter("weir_cold_read_seconds", "How long they took, the queue included.")
                        .add(cold.nanos() / NANOS_A_SECOND),
                open,
                accepted,
                refused);
    }
}
