package io.weir.cli.terminal;

/** What the process returns to its caller. The same three for every command. */
public final class ExitCode {

    /** Everything asked for was done. */
    public static final int OK = 0;

    /** It could not be done, or not all of it: standard error says what and why. */
    public static final int FAILURE = 1;

    /** The command line makes no sense: nothing was tried. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
