package io.weir.cli.terminal;

import java.util.Locale;

/** Quantities as people read them. */
public final class Units {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Units() {}

    /** A number of bytes with a binary unit: {@code 0 B}, {@code 1.5 KiB}, {@code 20 MiB}. */
    public static String bytes(long count) {
        double amount = count;
        int unit = 0;
        while (amount >= 1024 && unit < BYTE_UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        boolean whole = unit == 0 || amount >= 100 || amount == Math.rint(amount);
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, BYTE_UNITS[unit]);
    }

    /** {@code 1 record}, {@code 2,000 records}: a count with its noun. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    }

    /** Elapsed time in seconds, with the digits that still mean something. */
    public static String seconds(long elapsedMs) {
        return String.format(Locale.ROOT, elapsedMs < 10_000 ? "%.2f s" : "%.0f s", elapsedMs / 1000.0);
    }
}
