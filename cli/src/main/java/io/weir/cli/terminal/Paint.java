package io.weir.cli.terminal;

/** Colours of a terminal, by what they say. */
public enum Paint {
    HEADING("1"),
    GOOD("32"),
    WARNING("33"),
    BAD("31;1"),
    FAINT("2");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /** The text between the codes that colour it (ECMA-48, SGR). */
    String on(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
