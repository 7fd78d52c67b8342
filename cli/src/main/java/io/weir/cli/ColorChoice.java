package io.weir.cli;

/** When output is coloured. */
enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER;

    /** Whether it is, where it would be by itself or not. */
    boolean colors(boolean byItself) {
        return switch (this) {
            case AUTO -> byItself;
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
