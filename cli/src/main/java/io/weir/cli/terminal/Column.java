package io.weir.cli.terminal;

/**
 * One column of a {@link Table}.
 *
 * @param title its heading
 * @param numeric whether its cells are aligned to the right, and never cut
 */
public record Column(String title, boolean numeric) {

    public static Column text(String title) {
        return new Column(title, false);
    }

    public static Column number(String title) {
        return new Column(title, true);
    }
}
