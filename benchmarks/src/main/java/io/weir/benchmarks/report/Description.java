package io.weir.benchmarks.report;

import io.weir.benchmarks.machine.Machine;
import io.weir.benchmarks.machine.MachineLimits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured, on what, and how. */
final class Description {

    private static final double BYTES_PER_GB = 1e9;

    private Description() {}

    static List<String> of(Facts facts, MachineLimits limits) {
        Machine machine = facts.machine();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Machine: %s, %d cores, %.0f GB, %s, %s.",
                        machine.cpu(),
                        machine.cores(),
                        machine.memoryBytes() / BYTES_PER_GB,
                        machine.kernel(),
                        machine.fileSystem()),
                String.format(Locale.ROOT, "Java of both brokers and the clients: %s.", machine.java()),
                String.format(
                        Locale.ROOT,
                        "Weir: commit %s, its launcher's defaults; what it acknowledges is on disk.",
                        facts.commit()),
                String.format(
                        Locale.ROOT,
                        "Kafka: %s, the settings and flags of its distribution (1 GB heap, G1); it acknowledges before"
                                + " data is on disk.",
                        facts.kafkaVersion()),
                String.format(
                        Locale.ROOT,
                        "Rounds: %d, taking turns (Weir, Kafka, Kafka, Weir, ...)%s. Shown: median (least..most).",
                        facts.rounds(),
                        facts.isQuick() ? "; QUICK: short loads, rough figures" : ""),
                String.format(
                        Locale.ROOT,
                        "The machine's limits: writes %.0f MB/s; append and flush 4 KiB %.3f ms (p99 %.3f), 64 KiB %.3f"
                                + " ms (p99 %.3f); loopback %.0f MB/s, there and back %.3f ms (p99 %.3f).",
                        limits.writeMbPerSecond(),
                        limits.smallFlush().p50Ms(),
                        limits.smallFlush().p99Ms(),
                        limits.largeFlush().p50Ms(),
                        limits.largeFlush().p99Ms(),
                        limits.loopbackMbPerSecond(),
                        limits.roundTrip().p50Ms(),
                        limits.roundTrip().p99Ms()));
    }

    static String markdown(Facts facts, MachineLimits limits) {
        return of(facts, limits).stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }
}
