package io.weir.cli.demo;

import java.util.Locale;

/**
 * How far one part of the demo is.
 *
 * @param name whose progress
 * @param done how many events
 * @param total of how many
 * @param note what else is to be said, perhaps nothing
 */
record Bar(String name, int done, int total, String note) {

    private static final int WIDTH = 28;

    /** One line for a terminal. */
    String drawn() {
        int filled = (int) ((long) WIDTH * done / total);
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        return String.format(Locale.ROOT, "  %-9s %s %,7d  %s", name, bar, done, note)
                .stripTrailing();
    }

    /** A few words for a log. */
    String words() {
        String words = String.format(Locale.ROOT, "%s %,d", name, done);
        return note.isEmpty() ? words : words + " (" + note + ")";
    }
}
