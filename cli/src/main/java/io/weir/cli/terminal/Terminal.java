package io.weir.cli.terminal;

import java.util.Map;

/**
 * What the {@code weir} script found out about the terminal (a JVM can ask for none of it without starting another
 * process).
 *
 * @param columns width of standard output in characters; {@link #UNLIMITED} where that is a file or a pipe
 * @param rows height of standard output in lines; {@link #UNLIMITED} where that is a file or a pipe
 * @param inputIsTerminal whether a person types standard input
 * @param errorIsTerminal whether a person watches standard error, so that progress may move on one line
 */
public record Terminal(int columns, int rows, boolean inputIsTerminal, boolean errorIsTerminal) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Too narrow a claim is not believed: a table needs some room. */
    private static final int NARROWEST = 40;

    private static final int LOWEST = 10;

    private static final String COLUMNS = "WEIR_COLUMNS";
    private static final String LINES = "WEIR_LINES";
    private static final String TERMINALS = "WEIR_TERMINALS";

    /** No terminal anywhere, as in a script. */
    public static Terminal none() {
        return new Terminal(UNLIMITED, UNLIMITED, false, false);
    }

    /**
     * Reads {@code WEIR_COLUMNS} and {@code WEIR_LINES} (numbers, set when standard output is a terminal), and
     * {@code WEIR_TERMINALS} (the words {@code in} and {@code err} for the streams that are one). Anything else counts as
     * no terminal.
     */
    public static Terminal of(Map<String, String> environment) {
        String terminals = environment.getOrDefault(TERMINALS, "");
        return new Terminal(
                size(environment.getOrDefault(COLUMNS, ""), NARROWEST),
                size(environment.getOrDefault(LINES, ""), LOWEST),
                terminals.contains("in"),
                terminals.contains("err"));
    }

    /** Whether standard output is a terminal, and nobody said that it should have no colours (no-color.org). */
    boolean takesColors(Map<String, String> environment) {
        return columns != UNLIMITED
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    private static int size(String text, int least) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(Character::isDigit)) {
            return UNLIMITED;
        }
        int size = Integer.parseInt(text);
        return size == 0 ? UNLIMITED : Math.max(least, size);
    }
}
