package io.weir.cli.terminal;

import java.util.Locale;

/**
 * One column of a {@link Table} or a {@link Listing}.
 *
 * @param title its heading
 * @param numeric whether its cells are aligned to the right, and never cut
 * @param field the name that programs know it by
 */
public record Column(String title, boolean numeric, String field) {

    /** Programs know {@code NEXT OFFSET} as {@code nextOffset}. */
    public static Column text(String title) {
        return new Column(title, false, camelCase(title));
    }

    /** Programs know {@code NEXT OFFSET} as {@code nextOffset}. */
    public static Column number(String title) {
        return new Column(title, true, camelCase(title));
    }

    /** The same column under another name for programs. */
    public Column as(String name) {
        return new Column(title, numeric, name);
    }

    private static String camelCase(String title) {
        StringBuilder name = new StringBuilder();
        for (String word : title.toLowerCase(Locale.ROOT).split(" ")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
