package io.weir.benchmarks.report;

import io.weir.benchmarks.stats.Spread;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers with three figures that count, as short as they can be. */
final class Numbers {

    private Numbers() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** The median, and the ends where they differ from it. */
    static String of(Spread spread) {
        if (spread.min() == spread.max()) {
            return of(spread.median());
        }
        return of(spread.median()) + " (" + of(spread.min()) + ".." + of(spread.max()) + ")";
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2fx", ratio.getAsDouble()) : "-";
    }
}
