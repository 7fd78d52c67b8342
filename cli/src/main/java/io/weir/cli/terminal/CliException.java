package io.weir.cli.terminal;

/**
 * A command cannot do what it was asked. The message is one line: what went wrong, and what to do next. It is shown as
 * it is, without a stack trace.
 */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Something outside the command line stands in the way; ends with {@link ExitCode#FAILURE}. */
    public CliException(String message) {
        super(message);
        this.exitCode = ExitCode.FAILURE;
    }

    /** As above, because of {@code cause}. */
    public CliException(String message, Throwable cause) {
        super(message, cause);
        this.exitCode = ExitCode.FAILURE;
    }

    private CliException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command line itself makes no sense; ends with {@link ExitCode#USAGE}. */
    public static CliException usage(String message) {
        return new CliException(message, ExitCode.USAGE);
    }

    public int exitCode() {
        return exitCode;
    }
}
