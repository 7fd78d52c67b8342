package io.weir.benchmarks.report;

import io.weir.benchmarks.machine.MachineLimits;
import io.weir.benchmarks.result.Comparison;
import java.util.Locale;

/** How near a figure of Weir's is to what the machine can do, where there is such a limit. */
final class Nearness {

    private Nearness() {}

    static String of(Comparison comparison, MachineLimits limits) {
        if (comparison.weir().isEmpty()) {
            return "";
        }
        double value = comparison.weir().get().median();
        String row = comparison.row().id();
        return switch (comparison.metric()) {
            case MB_PER_SECOND ->
                row.contains("consume")
                        ? percent(value, limits.loopbackMbPerSecond(), "loopback")
                        : percent(value, limits.writeMbPerSecond(), "the disk's writing");
            case LATENCY_P50 ->
                times(value, limits.smallFlush().p50Ms() + limits.roundTrip().p50Ms(), "p50");
            case LATENCY_P99 ->
                times(value, limits.smallFlush().p99Ms() + limits.roundTrip().p99Ms(), "p99");
            default -> "";
        };
    }

    private static String percent(double value, double limit, String what) {
        return String.format(Locale.ROOT, "%.0f%% of %s", 100 * value / limit, what);
    }

    private static String times(double value, double limit, String percentile) {
        return String.format(Locale.ROOT, "%.1f times a flush and a round trip (%s)", value / limit, percentile);
    }
}
